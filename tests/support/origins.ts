import { expect } from "vitest";
import type { RawAnswer } from "./raw";
import type { TestServer } from "./server";

/** Our own origin, an allowed one, and an allowed one with an international name. */
export const OWN = "http://chat.example.com";
export const FRIEND = "https://friend.example.net:8443";
export const IDN_FRIEND = "http://xn--mnchen-3ya.example";

export const originSettings = {
  APP_URL: OWN,
  ALLOWED_ORIGINS: `${OWN}, ${FRIEND}/, http://münchen.example`,
};

/** Origins that must not be taken for an allowed one, by what is wrong with them. */
export const STRANGERS: [what: string, ...origins: string[]][] = [
  ["somebody else", "https://evil.example"],
  ["a longer host", "https://friend.example.net.evil.example:8443"],
  ["a longer port", "https://friend.example.net:84431"],
  ["a host glued to the port", "https://friend.example.net:8443.evil.example"],
  ["a host that ends alike", "https://evilfriend.example.net:8443"],
  ["a subdomain", "https://a.friend.example.net:8443"],
  ["the parent domain", "https://example.net:8443"],
  ["another port", "https://friend.example.net:8444"],
  ["no port", "https://friend.example.net"],
  ["another scheme", "http://friend.example.net:8443"],
  ["a WebSocket scheme", "wss://friend.example.net:8443"],
  ["a trailing slash", `${FRIEND}/`],
  ["a path", `${FRIEND}/login`],
  ["a query", `${FRIEND}?x`],
  ["a fragment", `${FRIEND}#x`],
  ["a host as user name", "https://friend.example.net:8443@evil.example"],
  ["a user name", "https://user@friend.example.net:8443"],
  ["capitals in the host", "https://FRIEND.example.net:8443"],
  ["capitals in the scheme", "HTTPS://friend.example.net:8443"],
  ["a trailing dot", "https://friend.example.net.:8443"],
  ["the default port written out", "http://chat.example.com:80"],
  ["an international name not in punycode", "http://m\u00fcnchen.example"],
  ["a look-alike in punycode", "http://xn--mnchen-3yb.example"],
  ["a backslash", "https:\\\\friend.example.net:8443"],
  ["the host alone", "friend.example.net:8443"],
  ["null", "null"],
  ["nothing", ""],
  ["a wildcard", "*"],
  ["a file", "file://"],
  ["a list of friends", `${OWN}, ${FRIEND}`],
  ["two friends", OWN, FRIEND],
  ["a friend and a stranger", FRIEND, "https://evil.example"],
  ["a friend twice", FRIEND, FRIEND],
];

/** Refused with our message, and without any header that would let a page read the answer. */
export function expectRefused(answer: RawAnswer, what: string): void {
  expect([answer.status, answer.body?.code, corsOf(answer)], what).toEqual([
    403,
    "ORIGIN_NOT_ALLOWED",
    [],
  ]);
}

export function corsOf({ headers }: RawAnswer): string[] {
  return Object.keys(headers).filter((name) => name.startsWith("access-control-"));
}

/** The log lines about refused origins so far. */
export function refusals(server: TestServer): Record<string, unknown>[] {
  return server.logs.filter((line) => line.msg === "origin refused");
}

/** How the log writes the origins that were sent. */
export function asLogged(origins: string[]): string {
  return encodeURI(origins.join(", ")).slice(0, 200);
}
