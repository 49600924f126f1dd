import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { knows, mayEnter } from "../access/people-rules";
import type { Principal } from "../access/principal";
import { hasAccess } from "../access/rules";

/** The time zone of somebody who has access and whom the principal may know; null if it is not known. */
export async function readZone(principal: Principal, userId: string): Promise<string | null> {
  const [found] = await rows<{ zone: string | null }>(
    sql`SELECT u.time_zone AS zone FROM "user" u
      WHERE u.id = ${userId} AND ${mayEnter(principal.workspace.id, sql`u.id`)}
        AND ${hasAccess(principal)} AND ${knows(principal, sql`u.id`)}`,
  );
  return found?.zone ?? null;
}

/** Stores the time zone of the principal's browser, if it is another one. Only on a change is anything written. */
export async function noteZone({ userId }: Principal, zone: string): Promise<void> {
  await rows(sql`UPDATE "user" SET time_zone = ${zone}
    WHERE id = ${userId} AND time_zone IS DISTINCT FROM ${zone}`);
}
