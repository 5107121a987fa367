package org.kenh.telemetry.schedule;

/**
 * A document and its signature. What was signed are the very bytes of the document, so that nobody has to agree on a
 * canonical form.
 *
 * @param document the bytes, base64url without padding
 * @param signature Ed25519 (RFC 8032), 64 bytes, base64url without padding
 * @param key the id of the key that signed
 */
public record SignedDocument(String document, String signature, String key) {}
