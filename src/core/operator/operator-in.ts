import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import { isReal } from "../access/made-up";
import type { Operator } from "../access/operator";
import { AppError } from "../errors";

/**
 * The operator as the actor in one workspace.
 * @throws AppError NOT_FOUND; the message lists the workspaces
 */
export async function operatorIn(slug: string): Promise<Operator> {
  const found = await rowsOf(
    { id: sql<string>`o.id`, slug: sql<string>`o.slug`, name: sql<string>`o.name` },
    (list) => sql`SELECT ${list} FROM organization o WHERE ${isReal(sql`o.id`)} ORDER BY o.slug`,
  );
  const workspace = found.find((one) => one.slug === slug);
  if (workspace) return { as: "operator", workspace };
  const others =
    found.length > 0
      ? `There are: ${found.map((one) => one.slug).join(", ")}`
      : "There is none yet";
  throw new AppError("NOT_FOUND", `There is no workspace with the address "${slug}". ${others}.`);
}
