package dev.muster.region.auth;

/// What an `Authorization: OAuth` header says, decoded. Nothing in it has been verified.
///
/// @param signature for PLAINTEXT `<consumer secret>&<token secret>`; MAAS clients have an empty consumer secret
record OAuthCredentials(String consumerKey, String tokenKey, String method, String signature) {

    /// The token secret of a PLAINTEXT signature.
    String tokenSecret() throws MalformedAuthorizationException {
        if (!method.equalsIgnoreCase("PLAINTEXT")) {
            throw new MalformedAuthorizationException("Only the signature method PLAINTEXT is served.");
        }
        if (!signature.startsWith("&")) {
            throw new MalformedAuthorizationException("Invalid signature.");
        }
        return signature.substring(1);
    }

    @Override
    public String toString() {
        return "OAuthCredentials[consumerKey=" + consumerKey + ", tokenKey=" + tokenKey + "]";
    }
}
