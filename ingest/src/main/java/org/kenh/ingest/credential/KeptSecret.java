package org.kenh.ingest.credential;

/**
 * A secret as it is stored.
 *
 * @param salt 16 random bytes
 * @param hash SHA-256 over salt and secret
 * @param sealed the secret under AES-256-GCM, for DTLS-PSK, which needs the secret itself
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole, never changed
public record KeptSecret(byte[] salt, byte[] hash, byte[] sealed) {}
