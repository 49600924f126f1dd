import { z } from "zod";
import { domains, email, guestHistory, line, password, personName, workspaceSlug } from "./parts";

/**
 * The bodies of requests about a workspace: its beginning, its people and its settings. See `parts.ts` about unknown
 * fields.
 */

const workspace = z.object({
  name: line(60, "Enter a name for the workspace"),
  slug: z
    .string()
    .min(2, "Use 2 to 40 letters, digits and hyphens")
    .max(40, "Use 2 to 40 letters, digits and hyphens")
    .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, "Use small letters, digits and hyphens"),
});
/** Read first: somebody who does not have the code must not learn what else is wrong. */
export const setUpCodeInput = z.looseObject({ code: z.unknown().optional() });
export const setUpInput = z.object({ name: personName, email, password, workspace });
export const newWorkspaceInput = workspace;
export const accountInput = z.strictObject({ name: personName, email, password });
/** Somebody who is signed in need not send anything. A page from before they signed in may still send the form. */
export const acceptInput = accountInput.partial();
export const changeMemberInput = z.strictObject({ role: z.enum(["owner", "admin", "member"]) });
export const leaveInput = z.strictObject({});
export const drillInput = z.strictObject({ workspace: workspaceSlug });
export const workspaceQuery = z.object({ workspace: workspaceSlug });
export const workspaceSettingsInput = z.strictObject({
  name: workspace.shape.name.optional(),
  guestDirect: z.boolean().optional(),
  guestHistory: guestHistory.optional(),
  /** Null lifts the limit. */
  guestMaxDays: z
    .int()
    .min(1)
    .max(366 * 5)
    .nullable()
    .optional(),
  guestDomains: domains.optional(),
  memberRequests: z.boolean().optional(),
  whenSponsorLeaves: z.enum(["ask", "lock"]).optional(),
  guestTakeout: z.boolean().optional(),
  showSponsorEmail: z.boolean().optional(),
});
