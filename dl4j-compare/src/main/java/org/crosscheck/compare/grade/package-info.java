/**
 * Instructor verification: marks what students computed from a case, says where an error entered and which mistake
 * explains it. Knows no engine but the reference.
 */
package org.crosscheck.compare.grade;
