import { describe, expect, it } from "vitest";
import type { GuestInvite } from "@/lib/api-types";
import { readInvite, toChange } from "@/ui/guests/invite/invite-draft";

const invite = {
  email: null,
  channels: [
    { id: "one", history: "joining", expiresAt: "2099-10-25T00:30:42.678Z" },
    { id: "two", history: "joining", expiresAt: null },
  ],
  domains: null,
  expiresAt: null,
  accessHours: null,
  maxUses: 1,
  sponsor: { id: "sponsor", name: "Sponsor" },
} as unknown as GuestInvite;

describe("a change of an invitation", () => {
  it("sends the ends of channels that were not changed to the second", () => {
    const before = readInvite(invite);
    const [one, two] = before.channels as [
      (typeof before.channels)[0],
      (typeof before.channels)[0],
    ];
    const change = toChange({ ...before, channels: [one, { ...two, history: "all" }] }, before);
    expect(change).toEqual({
      channels: [
        { id: "one", history: "joining", expiresAt: "2099-10-25T00:30:42.678Z" },
        { id: "two", history: "all" },
      ],
    });
    const ended = { ...one, end: "2099-11-01T08:00" };
    expect(toChange({ ...before, channels: [ended, two] }, before)).toMatchObject({
      channels: [{ expiresAt: new Date("2099-11-01T08:00").toISOString() }, {}],
    });
  });
});
