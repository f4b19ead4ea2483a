"""Trains the network of Mien: from folders of labelled pictures to the files that the page's converter reads."""
