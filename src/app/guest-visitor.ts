import { notFound } from "next/navigation";
import type { Guest } from "@/lib/api-types";
import { AppError } from "@/core/errors";
import { findGuest } from "@/core/guests/find-guest";
import { readGuest } from "@/core/guests/guest-row";
import { ADMIN_PAGES } from "@/ui/shell/admin-pages";
import { enterAdminPage, type Visitor } from "./visitor";

/**
 * The gate of every page about one guest. It is not found for somebody who may not manage guests, and for a guest of
 * another workspace.
 * @param path after `/w/{slug}/`
 */
export async function enterGuestPage(
  slug: string,
  guestId: string,
  path: string,
): Promise<Visitor & { guest: Guest }> {
  const visitor = await enterAdminPage(slug, { ...ADMIN_PAGES.guests, path });
  const target = await findGuest(visitor.principal, guestId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  const guest = await readGuest(target.id);
  if (!guest) notFound();
  return { ...visitor, guest };
}
