import { describe, expect, test } from "vitest";
import { parseOrigin, parseOrigins } from "@/lib/origins";
import { isAllowedOrigin } from "@/server/http/origins";

const allowed = ["https://chat.example.com", "http://localhost:3000", "http://[::1]:3000"];

describe("an origin written by an operator", () => {
  test.each([
    ["https://chat.example.com", "https://chat.example.com"],
    ["https://chat.example.com/", "https://chat.example.com"],
    ["  https://chat.example.com ", "https://chat.example.com"],
    ["HTTPS://Chat.Example.COM", "https://chat.example.com"],
    ["https://chat.example.com:443", "https://chat.example.com"],
    ["http://chat.example.com:80/", "http://chat.example.com"],
    ["http://chat.example.com:443", "http://chat.example.com:443"],
    ["http://[::1]:3000", "http://[::1]:3000"],
    ["https://bücher.example", "https://xn--bcher-kva.example"],
    ["https://BÜCHER.example", "https://xn--bcher-kva.example"],
    ["https://xn--bcher-kva.example", "https://xn--bcher-kva.example"],
    ["http://chat_room:8080", "http://chat_room:8080"],
    ["http://chat", "http://chat"],
    ["http://192.0.2.2:3000", "http://192.0.2.2:3000"],
    ["http://[2001:DB8:0::1]:80", "http://[2001:db8::1]"],
  ])("%s is %s", (entry, origin) => {
    expect(parseOrigin(entry)).toBe(origin);
  });

  test.each([
    "",
    "*",
    "null",
    "chat.example.com",
    "localhost:3000",
    "https://",
    "https://*.example.com",
    "https://*",
    "https://chat.example.com/app",
    "https://chat.example.com//",
    "https://chat.example.com/?",
    "https://chat.example.com?a=b",
    "https://chat.example.com#a",
    "https://chat.example.com\\",
    "https:chat.example.com",
    "https:///chat.example.com",
    "https://chat.example.com/..",
    "https://user@chat.example.com",
    "https://user:word@chat.example.com",
    "https://@chat.example.com",
    "https://chat.example.com:port",
    "https://chat.example.com:70000",
    "https://chat example.com",
    "ws://chat.example.com",
    "ftp://chat.example.com",
    "file:///etc/passwd",
    "data:text/html,x",
    "javascript:alert(1)",
    "https://a.example;",
    'https://a.example"',
    '"https://a.example"',
    "'https://a.example'",
    "https://a.example'",
    "https://a.example`",
    "https://(a.example)",
    "https://a.example=b",
    "https://a.example&b",
    "https://a.example!",
    "https://a.example$",
    "https://a.example~",
    "https://a.example+b",
    "https://{host}.example",
    "https://a.example|b.example",
    "https://a.example;https://b.example",
    "https://.a.example",
    "https://a..example",
    "https://a.example.",
    "https://.",
    `https://${"a".repeat(64)}.example`,
    `https://${"a.".repeat(127)}example`,
    "https://a.example:0",
    "https://a.example:-1",
    "https://%61.example",
    "https://a.example%2f",
    "https://a%00.example",
    "https://a.exa\tmple",
    "https://a.example\u200b",
    "https://a\u00ad.example",
    "https://1.2.3.4.5",
    "https://[::1",
    "https://::1",
    "https://[fe80::1%25eth0]",
    "https://xn--a",
    "https//a.example",
    "https:/a.example",
    "//a.example",
    "http+unix://a.example",
    "wss://a.example",
    "chrome-extension://abcdefgh",
    "about:blank",
    "blob:https://a.example/x",
  ])("%j is none", (entry) => {
    expect(() => parseOrigin(entry)).toThrow();
  });

  test("a list is read whole, without repetitions", () => {
    expect(
      parseOrigins("https://a.example, https://b.example:8443/,https://A.example:443"),
    ).toEqual(["https://a.example", "https://b.example:8443"]);
  });

  test.each([
    ",",
    "https://a.example,",
    "https://a.example,,https://b.example",
    "https://a.example *",
  ])("the list %j stops the start", (list) => {
    expect(() => parseOrigins(list)).toThrow();
  });

  test("a complaint holds in one line", () => {
    expect(() => parseOrigin("https://a\nb c".repeat(50))).toThrow(/^[^\n]{1,200}$/);
  });
});

describe("an origin sent by a browser", () => {
  test.each(allowed)("%s is a friend", (origin) => {
    expect(isAllowedOrigin(origin, allowed)).toBe(true);
  });

  test.each([
    "",
    "null",
    "*",
    "chat.example.com",
    "https://chat.example.com/",
    "https://chat.example.com:443",
    "HTTPS://chat.example.com",
    "https://CHAT.example.com",
    " https://chat.example.com",
    "https://chat.example.com ",
    "http://chat.example.com",
    "https://chat.example.com.",
    "https://chat.example.com:8443",
    "https://chat.example.com.evil.example",
    "https://chat.example.comevil.example",
    "https://evil-chat.example.com",
    "https://evil.chat.example.com",
    "https://example.com",
    "https://chat-example.com",
    "https://chatXexample.com",
    "https://chat.example.com@evil.example",
    "https://evil.example#https://chat.example.com",
    "https://evil.example/https://chat.example.com",
    "https://user@chat.example.com",
    "https://chat.example.com/path",
    "https://chat.example.com, https://chat.example.com",
    "https://chat.example.com https://evil.example",
    "https://xn--cht-1ka.example.com",
    "https://ch\u0430t.example.com",
    "http://localhost",
    "http://localhost:3001",
    "http://127.0.0.1:3000",
    "http://localhost:3000.evil.example",
    "http://[::1]",
    "http://[0:0:0:0:0:0:0:1]:3000",
    "file://",
    "ws://localhost:3000",
    "\ud800",
  ])("%j is a stranger", (origin) => {
    expect(isAllowedOrigin(origin, allowed)).toBe(false);
  });

  test("an empty list has no friends", () => {
    expect(isAllowedOrigin("https://chat.example.com", [])).toBe(false);
    expect(isAllowedOrigin("null", ["null"])).toBe(false);
  });
});
