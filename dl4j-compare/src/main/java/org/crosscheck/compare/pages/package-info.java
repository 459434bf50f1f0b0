/**
 * The pages: one layout, style sheet and script for all of them, {@link org.crosscheck.compare.pages.Page}, and plots that
 * stand in them, {@link org.crosscheck.compare.pages.Plots}. What a page shows is a record; a template says how.
 */
package org.crosscheck.compare.pages;
