/**
 * A certificate for localhost and its key, valid for a hundred years and trusted by nobody. It secures the TLS
 * servers of the tests on this machine and nothing else, so that the key is here for all to read does no harm.
 * Made with: openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500
 *   -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1
 */
export const TEST_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBrjCCAVSgAwIBAgIUNRsXzEG0YsRqcaUlqgP1XVeMpZMwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDA0MjIxOFoYDzIxMjYxMDMx
MDQyMjE4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAS1ACUE3BycUnPu+nt6c/c2kkrE5zDV/24ddqObVNpuf3lmpSj3o12J
qMKlNemtfixhD3BchHfvKYAcACG676Iwo4GBMH8wHQYDVR0OBBYEFN/BouTlwyj8
FVO4IbwkbL6CXu8+MB8GA1UdIwQYMBaAFN/BouTlwyj8FVO4IbwkbL6CXu8+MA8G
A1UdEwEB/wQFMAMBAf8wLAYDVR0RBCUwI4IJbG9jYWxob3N0hwR/AAABhxAAAAAA
AAAAAAAAAAAAAAABMAoGCCqGSM49BAMCA0gAMEUCICZVnxjSaukaZ8NyMFkiAHLO
/Cimmf7v8NUuf4fcbBxcAiEAoSzGNFxOQ/NzSFwU1fa+EzRQKihQrEUGhszqfrO1
YLo=
-----END CERTIFICATE-----
`;

export const TEST_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgu9lXS98s5yG3zJF5
8apRCISSaiw/13qXaPt/aepYMGyhRANCAAS1ACUE3BycUnPu+nt6c/c2kkrE5zDV
/24ddqObVNpuf3lmpSj3o12JqMKlNemtfixhD3BchHfvKYAcACG676Iw
-----END PRIVATE KEY-----
`;
