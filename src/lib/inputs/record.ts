import { z } from "zod";
import { AUDIT_KINDS } from "@/lib/audit-kinds";
import { UNUSUAL_YEAR, hasUsualYear, id, searchText } from "./parts";
import { workspaceQuery } from "./workspace";

/** The queries of the record and of what is taken out of it. */

export const auditQuery = workspaceQuery.extend({
  cursor: z.preprocess((cursor) => cursor || undefined, id.optional()),
  kind: z.enum(AUDIT_KINDS).optional(),
  target: id.optional(),
  q: searchText.optional(),
});

/** A moment, or a day in UTC. */
const momentOrDay = (ofDay: (day: string) => string) =>
  z.preprocess(
    (text) => text || undefined,
    z
      .union([z.iso.datetime({ offset: true }), z.iso.date().transform(ofDay)])
      .transform((text) => new Date(text))
      .refine(hasUsualYear, UNUSUAL_YEAR)
      .optional(),
  );
/** The beginning of a range, and its end: a moment is not in it any more, a day is. */
export const recordRangeQuery = workspaceQuery.extend({
  from: momentOrDay((day) => `${day}T00:00:00Z`),
  to: momentOrDay((day) => `${day}T24:00:00Z`),
});
const { from, to } = recordRangeQuery.shape;
export const auditCsvQuery = auditQuery.omit({ cursor: true }).extend({ from, to });
/** The range is that of when a guest's access changed. */
export const reportCsvQuery = z.object({ from, to });
