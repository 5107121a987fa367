package org.kenh.edge.control;

/** A command that was accepted has come to its end. */
record Ended(String command, Outcome outcome) {}
