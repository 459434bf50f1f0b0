/**
 * What commands ask of a cluster, if one is there: a sum over many numbered things. Uses nothing. Begin at
 * {@link org.crosscheck.compare.cluster.Sum}.
 */
package org.crosscheck.compare.cluster;
