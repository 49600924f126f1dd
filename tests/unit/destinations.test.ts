import { expect, it } from "vitest";
import type { RealtimeState } from "@/ui/realtime/store/state";
import { findDestinations } from "@/ui/switcher/destinations";

const person = (id: string, name: string) => ({ id, name, as: "member", here: true });
const ME = person("me", "Olive Owner");
const TOMAS = person("tomas", "Tomas Lind");
const PRIYA = person("priya", "Priya Raman");

/** A direct conversation with news that call the user. */
const direct = (id: string, ...others: object[]) => ({
  channel: {
    id,
    kind: "direct",
    name: "",
    people: [ME, ...others],
    joined: true,
    archivedAt: null,
  },
});

function find(query: string, openId: string | null, channels: object[]): string[] {
  const state = {
    me: ME,
    directs: true,
    people: Object.fromEntries([ME, TOMAS, PRIYA].map((one) => [one.id, one])),
    channels: Object.fromEntries(
      channels.map((one) => [(one as ReturnType<typeof direct>).channel.id, one]),
    ),
  } as unknown as RealtimeState;
  const recent = ["group"];
  return findDestinations(state, { query, recent, openId, pages: [] }).map(({ key }) => key);
}

const group = direct("group", PRIYA, TOMAS);
Object.assign(group.channel, { mentionCount: 3, unreadCount: 5, lastSeq: 9 });

it("puts a person whose name is typed above the groups with them", () => {
  expect(find("tomas", null, [group])).toEqual(["tomas", "group"]);
  expect(find("tomas", null, [group, direct("both", TOMAS)])).toEqual(["both", "group"]);
});

it("takes a group where two of its people are named, or one is open already", () => {
  expect(find("priya tomas", null, [group])).toEqual(["group"]);
  expect(find("tomas", "both", [group, direct("both", TOMAS)])[0]).toBe("group");
});
