import { type SQL, sql } from "drizzle-orm";
import { env } from "@/lib/env";

/** The address of an invitation's page. Whoever has it can open the invitation. */
export const inviteUrl = (token: string): string => `${env().appUrl}/invite/${token}`;

/** When a link ends that works for so many days from now on, for a statement. */
export const linkEnd = (days: number): SQL =>
  sql`clock_timestamp() + make_interval(hours => 24 * ${days}::int)`;
