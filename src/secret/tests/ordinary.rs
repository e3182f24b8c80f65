//! Ordinary text of operations, in which nothing may be found.

use super::find;

const LINES: &str = r#"
deploy 3f2a9c1 of 9fceb02d0ae598e95dc970b74767f19372d61af8 is out
sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  app.tar.gz
image registry.example/shop@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
request_id=0b5f3c1e-8a94-4e0c-9d0e-2f4b8a6c1d7e trace=4bf92f3577b34da6a3ce929d0e0e4736
heroku[router]: at=info path="/" request_id=0b5f3c1e-8a94-4e0c-9d0e-2f4b8a6c1d7e status=200
traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
eth0 02:42:ac:11:00:02 10.0.3.17/16 fe80::42:acff:fe11:2 is up
checkout-7d9c6b5f4-x2x9z was evicted from ip-10-0-3-17.eu-west-1.compute.internal
data: SGVsbG8gV29ybGQsIHRoaXMgaXMgb3JkaW5hcnkgdGV4dA== was in the config map
arn:aws:iam::123456789012:role/checkout-service is not authorized to perform sts:AssumeRole
secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf
ETag: "33a64df551425fcc55e4d42a148795d9f25f89d4" If-None-Match: W/"0815"
01ARZ3NDEKTSV4RRFFQ69G5FAV started, 01BX5ZZKBKACTAV9WEVGEMMVRZ did not
https://grafana.example/d/aB3xY9kQ7m/checkout?orgId=1&from=1700000000000&to=1700003600000&var-pod=All
see http://host:8080?mail=someone@mail.example and http://[::1]:9090/metrics
postgres://user@host/db and git@github.com:org/repo.git and ssh://git@host:22/repo
postgres://app:${DB_PASSWORD}@db/shop postgres://app:$PASS@db postgres://app:***@db postgres://app:<password>@db
postgres://app:xxxx@db/shop https://user:password@host.example/
password reset mails are late
the token bucket is full, token: bucket of size 4096
secret rotation failed; secret: rotation-job-for-checkout-v2 is stuck
token=… and password: ******** and api_key=<your key> and secret=${VAULT_SECRET_0123456789}
password: REDACTED passwd=$DB_PASSWORD1 password={{ db_password_1 }} pwd=/home/deploy2/app
password = os.environ["DB_PASSWORD_2"]; token = getToken(session12345678)
Wrong password: OPS-12345 has the details since 2024-03-05T10:11:12Z
password: required, Password: Incorrect! password=true passwords=12345678
forgot password: jane.doe2@mail.example asked twice
a JWT has a header, claims and a signature: eyJ is how they begin, eyJhbGciOiJIUzI1NiJ9 is a header
v1.29.3-eks-508b6b3 to v1.30.0-rc.1+build.5114f85 from 2.0.0-alpha.12
    at com.example.shop.CheckoutService.pay(CheckoutService.java:142) ~[shop-1.4.2.jar!/:1.4.2]
Caused by: java.lang.IllegalStateException: token expired at org.example.TokenFilter$Inner.doFilter(TokenFilter.java:77)
Signed-off-by: Jane Doe <jane@mail.example>
Change-Id: I9fceb02d0ae598e95dc970b74767f19372d61af8
md5 5d41402abc4b2a76b9719d911017c592, crc32c 0x9a2feaa0
cpu=0.93 mem=512Mi p99=1240ms errors_total=1432 key=checkout key_count=12 max_tokens=4096
cache key: checkout:user:1234567890123456 key=users/2024/03/05/shard-12/part-00042.parquet
routing_key=orders.created.v2 partition_key=0b5f3c1e-8a94-4e0c-9d0e-2f4b8a6c1d7e
cache-key-5d41402abc4b2a76b9719d911017c592 was stale
next_page_token=CiAKGjBpNDd2Nmp2Zml2cXRwYjBpOXA and nextToken: CiAKGjBpNDd2Nmp2Zml2cXRwYjBpOXA
idempotency_token=0b5f3c1e-8a94-4e0c-9d0e-2f4b8a6c1d7e token_id=0b5f3c1e-8a94-4e0c-9d0e-2f4b8a6c1d7e
call +44 20 7946 0958 or (555) 010-9999 at 14:05:09.123Z, 1700000000 or 1700000000000
AWS account 123456789012 in asia-east1, ASIAPAC is fine
bearer of bad news: Bearer authentication-failed-for-client; Authorization: Bearer $TOKEN
Authorization: Basic authentication is off; WWW-Authenticate: Bearer realm="example-internal-realm"
MountVolume.SetUp failed for volume "default-token-x2x9z": secret "app-config-8mbdf7882g" not found
token: /var/run/secrets/kubernetes.io/serviceaccount/token0123456789abcdef
skipping disk-01, task-proj-42, sk-ant-hill and hf_transfer; npm_config_registry=https://registry.example
xoxb-your-token-goes-here-please, glpat-your-token-goes-here-now
Key: SK is short for Slovakia; twilio answered 503 to request 5d41402abc4b2a76b9719d911017c592
kubectl create secret generic db --from-literal=password=$(cat pass1234.txt)
pwd: /srv/app1234/releases/20240305 and PWD=/srv/app1234/current
"#;

#[test]
fn nothing_is_found_in_ordinary_lines() {
    for line in LINES.lines() {
        let found: Vec<_> = find(line).into_iter().map(|found| (found.rule, &line[found.range])).collect();
        assert_eq!(found, [], "{line}");
    }
    assert_eq!(find(LINES), []);
}
