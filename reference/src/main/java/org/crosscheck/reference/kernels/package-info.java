/**
 * The loops that the matrix form and the trainers are made of: plain Java that the compiler turns into vector instructions, each sum in one fixed order. Not
 * exported.
 */
package org.crosscheck.reference.kernels;
