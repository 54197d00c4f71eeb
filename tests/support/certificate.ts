/** A key and a certificate for the name `localhost`, good until 2126, for servers of the tests alone. */
export const localhostKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgV32RnXxE+eQ+K19f
ytnaOO3OPWw4jpvFyDZwRGsBaVmhRANCAARJTupai1AUMXa1kdDjltQrugAEdLoc
F1wOECCMziqudotRzuMSrj7aU7v/4E8nYuobAcrGtcKC8gfGUbS8DLIr
-----END PRIVATE KEY-----\n`;
export const localhostCertificate = `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUID6ziCxgcGpXDV4aSNJTMs3ut5kwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNzE2MzYxNFoYDzIxMjYxMTAz
MTYzNjE0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARJTupai1AUMXa1kdDjltQrugAEdLocF1wOECCMziqudotRzuMSrj7a
U7v/4E8nYuobAcrGtcKC8gfGUbS8DLIro2kwZzAdBgNVHQ4EFgQUN2xZ+V2DWLjR
Gcq/Zrt3lFgJzCswHwYDVR0jBBgwFoAUN2xZ+V2DWLjRGcq/Zrt3lFgJzCswDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SAAwRQIgQM53qyjaBKQTZcTLEsaXY9wv43vKqcI+duUbnc5Fg1QCIQDsiDOMHZa4
GOpsJNyT1wparJwObssvUxXoKgsQj/VqDA==
-----END CERTIFICATE-----\n`;
