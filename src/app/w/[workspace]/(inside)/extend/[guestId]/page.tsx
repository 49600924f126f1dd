import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { enterAdminPage } from "@/app/visitor";
import { findGuest } from "@/core/guests/find-guest";
import { readGuest } from "@/core/guests/guest-row";
import { AppError } from "@/core/errors";
import { ExtendPage } from "@/ui/guests/extend-page";
import { OWN_TITLE } from "@/ui/primitives/page-title";
import { ADMIN_PAGES } from "@/ui/shell/admin-pages";
import { OnlyFor } from "@/ui/shell/only-for";

export const metadata: Metadata = { title: OWN_TITLE };

interface Props {
  params: Promise<{ workspace: string; guestId: string }>;
}

/** Where the sponsor's reminder leads. Opening it changes nothing: mail scanners open links too. */
export default async function Page({ params }: Props) {
  const { workspace: slug, guestId } = await params;
  const needs = ADMIN_PAGES.guests.needs;
  const { principal, workspace } = await enterAdminPage(slug, {
    ...ADMIN_PAGES.guests,
    path: `extend/${guestId}`,
  });
  const target = await findGuest(principal, guestId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  const guest = await readGuest(target.id);
  if (!guest) notFound();
  return (
    <OnlyFor action={needs}>
      <ExtendPage guest={guest} slug={workspace.slug} />
    </OnlyFor>
  );
}
