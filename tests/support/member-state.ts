import { createState, type RealtimeState, type Snapshot } from "@/ui/realtime/store/state";

/** The state of a page that a member has just opened. Whose page it is matters to few tests. */
export function memberState({
  me = { id: "", name: "" },
  channels,
  people = [],
}: Pick<Snapshot, "channels"> & Partial<Pick<Snapshot, "me" | "people">>): RealtimeState {
  return createState({
    me,
    as: "member",
    actions: [],
    notifyFor: "mentions",
    directs: true,
    endsAt: null,
    letInAt: null,
    ending: [],
    isAskedForGuests: false,
    isWhole: true,
    channels,
    people,
  });
}
