import { describe, expect, it } from "vitest";
import { maskSecrets } from "./mask-secrets.ts";

describe("masking secrets", () => {
  it.each([
    [
      "fatal: unable to access 'https://ada:s3cret@example.org/x.git/'",
      "fatal: unable to access 'https://•••@example.org/x.git/'",
    ],
    ["https://ghp_0123456789abcdefABCDEF@github.com/x", "https://•••@github.com/x"],
    ["Authorization: Bearer abc.def-ghi_123", "Authorization: Bearer •••"],
    ["ANTHROPIC_API_KEY=sk-ant-REDACTED", "ANTHROPIC_API_KEY=•••"],
    ['{"token": "abcdefgh", "name": "ada"}', '{"token": "•••", "name": "ada"}'],
    ["run --password hunter22 --verbose", "run --password ••• --verbose"],
    ["pushed with github_pat_11ABCDEFG0abcdefgh here", "pushed with ••• here"],
    ["AKIAIOSFODNN7EXAMPLE and eyJhbGciOiJI.eyJzdWIiOiIx.abc", "••• and •••"],
    ["-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nafter", "•••\nafter"],
  ])("takes it out of %j", (text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });

  it.each([
    "git@github.com:ada/x.git",
    "ssh://example.org/x.git",
    "commit 0123456789abcdef0123456789abcdef01234567",
    "the token was refused",
    "http://127.0.0.1:4711/",
    "drover/workers/otter finished d-1a2b",
  ])("leaves %j", (text) => {
    expect(maskSecrets(text)).toBe(text);
  });
});
