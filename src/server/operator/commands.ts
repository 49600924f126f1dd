import { z } from "zod";

/** What the operator can ask for, as it is sent to the process that does it. */

const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((value) => value.isWellFormed() && !value.includes("\0"));

export const commandInput = z.discriminatedUnion("name", [
  z.strictObject({ name: z.literal("users") }),
  z.strictObject({ name: z.literal("guests"), workspace: text(100).optional() }),
  z.strictObject({ name: z.literal("revoke"), guest: text(254), reason: text(500).optional() }),
  z.strictObject({ name: z.literal("restore"), guest: text(254) }),
  z.strictObject({ name: z.literal("reset-password"), email: text(254) }),
  z.strictObject({ name: z.literal("make-owner"), email: text(254), workspace: text(100) }),
  z.strictObject({ name: z.literal("drill") }),
  z.strictObject({ name: z.literal("origins") }),
]);

export type Command = z.infer<typeof commandInput>;

/** Whether it changes what connected people may see, so that the nodes must be notified. */
export function changesAccess({ name }: Command): boolean {
  return name === "revoke" || name === "restore" || name === "make-owner";
}

/** Whether only a running server can do it: it needs connections. */
export function needsServer({ name }: Command): boolean {
  return name === "drill";
}

/** The result of a command. */
export interface Report {
  /** For programs: `--json`. */
  data: object;
  /** For people. */
  text: string;
  /** Why the command does not count as done, although what it reports has happened. */
  undone?: string;
}

export const report: z.ZodType<Report> = z.object({
  data: z.looseObject({}),
  text: z.string(),
  undone: z.string().optional(),
});
