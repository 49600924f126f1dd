import { describe, expect, it } from "vitest";
import { ACTIONS } from "@/core/access/policy";
import type { AuditEvent } from "@/lib/api-types";
import { LINK_INVITATION } from "@/lib/audit-kinds";
import { describeDetails } from "@/ui/audit/describe-details";
import { describeEvent } from "@/ui/audit/describe-event";

const olive = { id: "u1", name: "Olive" };
const acme: AuditEvent["target"] = { type: "workspace", id: "w1", name: "Acme" };

function event(
  action: AuditEvent["action"],
  target: AuditEvent["target"],
  data: AuditEvent["data"] = {},
): AuditEvent {
  return { id: "e1", at: new Date(0).toISOString(), actor: olive, action, target, data };
}

function sentence(...of: Parameters<typeof event>): string {
  const { who, verb, whom } = describeEvent(event(...of));
  return [who, verb, whom].filter(Boolean).join(" ");
}

describe("an event in words", () => {
  it("says of every attempt that is refused what it was", () => {
    for (const attempted of ACTIONS) {
      const [words] = describeDetails(event("access.denied", acme, { attempted }));
      expect(words).toMatch(/^tried to [a-zA-Z ]+$/);
    }
  });

  it("says whose name another one can be taken for, and of a role what it was", () => {
    const olga: AuditEvent["target"] = { type: "guest", id: "g1", name: "Olga" };
    const names = { from: "Olive", to: "Olga", alike: "0lga" };
    expect([
      describeDetails(event("guest.renamed", olga, names)),
      describeDetails(event("guest.joined", olga, { role: "guest", alike: "0lga" })),
      describeDetails(event("member.changed", olga, { from: "admin", to: "member" })),
    ]).toEqual([["looks like 0lga"], ["looks like 0lga"], ["admin → member"]]);
  });

  it("says what was given of channels", () => {
    const gil: AuditEvent["target"] = { type: "guest", id: "g1", name: "Gil" };
    const link: AuditEvent["target"] = { type: "invite", id: "i1", name: LINK_INVITATION };
    const [whole, later] = [
      { id: "c1", historyFrom: null, expiresAt: null },
      { id: "c2", historyFrom: new Date(0).toISOString(), expiresAt: new Date(0).toISOString() },
    ];
    const invited = {
      role: "guest",
      channelIds: ["c1", "c2"],
      accessHours: 72,
      terms: [
        { id: "c1", history: "all", expiresAt: null },
        { id: "c2", history: "joining", expiresAt: null },
      ],
    };
    expect([
      describeDetails(event("guest.invited", link, invited)),
      describeDetails(
        event("guest.joined", gil, {
          channelIds: ["c1", "c2"],
          expiresAt: null,
          terms: [whole, later],
        }),
      ),
      describeDetails(event("guest.changed", gil, { channelsAdded: ["c1"], terms: [whole] })),
      describeDetails(event("guest.changed", gil, { channelsAdded: [], terms: [whole] })),
    ]).toEqual([
      ["for 3 days from joining", "2 channels", "1 channel only from joining on"],
      ["no end date", "2 channels", "1 channel only from a time on", "1 channel with its own end"],
      ["1 channel added"],
      ["1 channel without limits"],
    ]);
  });

  it("tells the operator from time and from the people of the workspace", () => {
    const dana: AuditEvent["target"] = { type: "guest", id: "g1", name: "Dana" };
    const byNobody = { ...event("guest.locked", dana), actor: null };
    const byOperator = { ...byNobody, data: { operator: true } };
    expect([byNobody, byOperator].map((one) => describeEvent(one).who)).toEqual([
      "Gatehouse",
      "The operator",
    ]);
    expect(describeDetails(byOperator)).toEqual(["from the command line"]);
  });

  it("is whole where nobody else is concerned, or nobody with a name", () => {
    const link: AuditEvent["target"] = { type: "invite", id: "i1", name: LINK_INVITATION };
    const own: AuditEvent["target"] = { type: "user", ...olive };
    expect([
      sentence("workspace.changed", acme, { guestDirect: true }),
      sentence("workspace.changed", acme, { guestDirect: false }),
      sentence("workspace.changed", acme, { from: "Acme", to: "Ajax", guestDirect: true }),
      sentence("workspace.changed", acme, { icon: "i2" }),
      sentence("workspace.changed", acme, { icon: null }),
      sentence("workspace.exported", acme),
      sentence("guest.invited", link),
      sentence("guest.invite_withdrawn", link),
      sentence("guest.invite_withdrawn", { ...link, name: "gil@example.com" }),
      sentence(
        "guest.renamed",
        { type: "guest", id: "g1", name: "Olga" },
        { from: "Olive", to: "Olga" },
      ),
      sentence("member.picture_changed", { type: "member", ...olive }, { picture: "p1" }),
      sentence("member.picture_changed", { type: "member", ...olive }, { picture: null }),
      sentence("session.revoked", own, { sessions: 1 }),
      sentence("session.revoked", own, { sessions: 3 }),
      sentence("session.revoked", { type: "member", id: "m1", name: "Mia" }, { sessions: 3 }),
      sentence("session.revoked", acme, { sessions: 9 }),
    ]).toEqual([
      "Olive turned on direct conversations with guests",
      "Olive turned off direct conversations with guests",
      "Olive renamed the workspace and turned on direct conversations with guests",
      "Olive gave the workspace an icon",
      "Olive took the icon of the workspace away",
      "Olive exported the workspace",
      "Olive invited a guest by link",
      "Olive withdrew an invitation by link",
      "Olive withdrew the invitation of gil@example.com",
      "Olive took the name Olga",
      "Olive changed their picture",
      "Olive removed their picture",
      "Olive signed out",
      "Olive signed out on 3 devices",
      "Olive signed out Mia",
      "Olive signed everybody out",
    ]);
  });
});
