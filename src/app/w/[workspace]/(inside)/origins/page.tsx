import type { Metadata } from "next";
import { enterAdminPage } from "@/app/visitor";
import { OriginsPage } from "@/ui/origins/origins-page";
import { OWN_TITLE } from "@/ui/primitives/page-title";
import { ADMIN_PAGES } from "@/ui/shell/admin-pages";
import { OnlyFor } from "@/ui/shell/only-for";

export const metadata: Metadata = { title: OWN_TITLE };

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function Page({ params }: Props) {
  await enterAdminPage((await params).workspace, ADMIN_PAGES.origins);
  return (
    <OnlyFor action={ADMIN_PAGES.origins.needs}>
      <OriginsPage />
    </OnlyFor>
  );
}
