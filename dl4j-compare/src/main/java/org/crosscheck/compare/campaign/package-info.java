/**
 * Many seeded cases: a campaign of all checks for any engines, and the trial of one program, each with what fails made small.
 * Uses {@code checks}, {@code grade} and {@code programs}. Begin at {@link org.crosscheck.compare.campaign.RandomCases}.
 */
package org.crosscheck.compare.campaign;
