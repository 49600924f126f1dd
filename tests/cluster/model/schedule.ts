import fc from "fast-check";

/** One thing that somebody does; `overlap` lets the next thing begin before this one is through. */
export type Step = { overlap: boolean } & (
  | { do: "send"; by: "owner" | "guest"; node: number; channel: number }
  | { do: "lock" }
  | { do: "unlock" }
  | { do: "lock-many" }
  | { do: "unlock-many" }
  | { do: "extend-many" }
  | { do: "expire"; inMs: number }
  | { do: "extend" }
  | { do: "narrow" }
  | { do: "widen" }
  | { do: "end-channel"; inMs: number }
  | { do: "limit" }
  | { do: "unlimit" }
  | { do: "accept"; link: "old" | "fresh"; node: number }
  | { do: "sign-out" }
  | { do: "sign-in" }
  | { do: "connect"; node: number; polling: boolean }
  | { do: "disconnect"; which: number }
  | { do: "restart" }
);

const node = fc.integer({ min: 0, max: 1 });

/** Any step of one kind, as often as its weight says. */
function kind<K extends Step["do"]>(
  weight: number,
  name: K,
  details: {
    [D in Exclude<keyof Extract<Step, { do: K }>, "do" | "overlap">]: fc.Arbitrary<unknown>;
  },
) {
  const fields = { ...details, do: fc.constant(name), overlap: fc.boolean() };
  return { weight, arbitrary: fc.record(fields) as unknown as fc.Arbitrary<Step> };
}

export const schedule = fc.array(
  fc.oneof(
    kind(50, "send", { by: fc.constantFrom("owner", "guest"), node, channel: node }),
    kind(20, "connect", { node, polling: fc.boolean() }),
    kind(10, "lock", {}),
    kind(10, "unlock", {}),
    kind(6, "lock-many", {}),
    kind(6, "unlock-many", {}),
    kind(3, "extend-many", {}),
    kind(5, "expire", { inMs: fc.integer({ min: 40, max: 200 }) }),
    kind(5, "extend", {}),
    kind(5, "narrow", {}),
    kind(5, "widen", {}),
    kind(4, "end-channel", { inMs: fc.integer({ min: 40, max: 200 }) }),
    kind(4, "limit", {}),
    kind(4, "unlimit", {}),
    kind(8, "accept", { link: fc.constantFrom("old", "fresh"), node }),
    kind(5, "sign-out", {}),
    kind(10, "sign-in", {}),
    kind(5, "disconnect", { which: fc.nat(9) }),
    kind(1, "restart", {}),
  ),
  { minLength: 5, maxLength: 16, size: "max" },
);
