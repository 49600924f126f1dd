import type { OriginList } from "@/lib/api-types";
import { env } from "@/lib/env";
import type { SignedIn } from "../access/principal";
import { assertOwnsSome } from "../workspaces/create-workspace";
import { readRefusedOrigins } from "./refused-origins";

/**
 * Which origins are allowed, and which were refused. They belong to the installation and to no workspace: an owner of
 * any workspace may see them.
 * @throws AppError FORBIDDEN
 */
export async function listOrigins(person: SignedIn): Promise<OriginList> {
  await assertOwnsSome(person);
  return { allowed: env().allowedOrigins, refused: await readRefusedOrigins() };
}
