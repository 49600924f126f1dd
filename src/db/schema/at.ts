import { timestamp } from "drizzle-orm/pg-core";

/** A column for a point in time (`timestamptz`), to the millisecond. */
export const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
