import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Checkout } from "../support/checkout";

let checkout: Checkout;
beforeAll(() => {
  checkout = new Checkout();
});
afterAll(() => checkout.remove());

const HOST = "192.0.2.1";
/** Nothing listens there, so each start ends with a sentence that quotes what it has read. */
const COULD_NOT = `Gatehouse cannot start: HOST ${HOST} cannot be listened on`;

describe("a file .env", () => {
  it.each([
    ["plain", "HOST=192.0.2.1\n"],
    ["with a mark of its encoding, from Windows", "\ufeffHOST=192.0.2.1\r\nPORT=0\r\n"],
    ["as shells read it", "export HOST='192.0.2.1' # the office\n"],
    ["in quotes", 'HOST="192.0.2.1"\nAPP_URL="https://a.example"   # and a comment\n'],
    ["with a comment behind a value", "HOST=192.0.2.1   # the office\n"],
    ["with spaces around the sign", "\n# here\n  HOST = 192.0.2.1\t\n"],
    [
      "with nothing but a comment",
      "HOST=192.0.2.1\nMETRICS_TOKEN=        # openssl rand -hex 24\n",
    ],
  ])("%s, is read", async (_what, text) => {
    writeFileSync(checkout.at(".env"), text);
    const { code, stderr } = await checkout.start();
    expect(stderr).toContain(COULD_NOT);
    expect(code).toBe(1);
  });

  it("keeps a sign of comments inside of a word, as in a password", async () => {
    writeFileSync(checkout.at(".env"), "HOST=192.0.2.1#1 # the office\n");
    expect((await checkout.start()).stderr).toMatch(/HOST must be a host name/);
  });

  it.each([
    [
      "a quote that is not closed",
      'PORT=0\nHOST="192.0.2.1\n',
      'line 2 has a " that is not closed',
    ],
    ["more behind the quotes", "HOST='192.0.2.1'x\n", "line 1 has something after the closing '"],
    ["no sign", "\n\nHOST 192.0.2.1\n", "line 3 is not NAME=value"],
    ["a colon", "HOST: 192.0.2.1\n", "line 1 is not NAME=value"],
    ["typographic quotes", "HOST=“192.0.2.1”\n", "line 1 has typographic quotes"],
    [
      "a value that may be a comment",
      "METRICS_TOKEN=#secret\n",
      "line 1 has a value that begins with #",
    ],
    ["a control character", "HOST=192.0.2.1\u0000\n", "line 1 has control characters"],
    ["another encoding", Buffer.from("\ufeffHOST=192.0.2.1\n", "utf16le"), "is not UTF-8 text"],
  ])("with %s, is refused by its line, and no value is quoted", async (_what, text, why) => {
    writeFileSync(checkout.at(".env"), text);
    const { code, stderr } = await checkout.start();
    expect(stderr).toMatch(/^Gatehouse cannot start: \S+\.env\b[^\n]*\n$/);
    expect(stderr).toContain(why);
    expect(stderr).not.toMatch(/secret|192\.0/);
    expect(code).toBe(1);
  });
});
