import type { Metadata } from "next";
import { enterAsAdmin } from "@/app/visitor";
import { GuestsPage } from "@/ui/guests/guests-page";

export const metadata: Metadata = { title: "Guests" };

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function Page({ params }: Props) {
  const slug = (await params).workspace;
  const { workspace } = await enterAsAdmin(slug, `/w/${slug}/guests`);
  return <GuestsPage workspace={{ slug: workspace.slug, name: workspace.name }} />;
}
