#!/bin/sh
# Run once by Gradescope, when it builds the image: the marker needs a Java 17 runtime and nothing else.
set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends openjdk-17-jre-headless
