import { describe, expect, test } from "vitest";
import { isPushEndpoint, KNOWN_PUSH_SERVICES, parsePushServices } from "@/lib/push-services";

describe("the services an operator lists", () => {
  test.each([
    ["push.example.com", ["push.example.com"]],
    [" Push.Example.com, *.example.org ,", ["push.example.com", "*.example.org"]],
    ["localhost,10.0.0.7,::1", ["localhost", "10.0.0.7", "[::1]"]],
  ])("%s", (text, services) => {
    expect(parsePushServices(text)).toEqual(services);
  });

  test.each([
    "*",
    "*.com",
    "*.10.0.0.7",
    "a.*.example",
    "https://push.example.com",
    "host:443",
    "a/b",
  ])("%s is refused by name", (text) => {
    expect(() => parsePushServices(`push.example.com,${text}`)).toThrow(text);
  });
});

describe("an endpoint that a client has named", () => {
  const isKnown = (endpoint: string) => isPushEndpoint(endpoint, KNOWN_PUSH_SERVICES);

  test.each([
    "https://fcm.googleapis.com/fcm/send/abc:def",
    "https://updates.push.services.mozilla.com/wpush/v2/abc",
    "https://WNS2-am3p.notify.windows.com/w/?token=abc",
    "https://web.push.apple.com/abc",
  ])("%s is a push service", (endpoint) => {
    expect(isKnown(endpoint)).toBe(true);
  });

  test.each([
    "http://fcm.googleapis.com/fcm/send/abc",
    "https://fcm.googleapis.com.evil.example/",
    "https://evilfcm.googleapis.com/",
    "https://push.apple.com/",
    "https://evilpush.apple.com/",
    "https://user@fcm.googleapis.com/",
    "https://:secret@fcm.googleapis.com/",
    "https://evil.example/@fcm.googleapis.com",
    "https://evil.example/#.push.apple.com",
    "https://fcm.googleapis.com./",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://2130706433/",
    "https://localhost/",
    "file:///etc/passwd",
    "fcm.googleapis.com",
    "",
    `https://fcm.googleapis.com/${"a".repeat(2048)}`,
  ])("%s is none", (endpoint) => {
    expect(isKnown(endpoint)).toBe(false);
  });

  test("an IP address counts only where it is listed", () => {
    expect(isPushEndpoint("https://0x7f.1/", ["127.0.0.1"])).toBe(true);
    expect(isPushEndpoint("https://[::1]:8443/", parsePushServices("::1"))).toBe(true);
    expect(isPushEndpoint("https://127.0.0.2/", ["127.0.0.1"])).toBe(false);
  });
});
