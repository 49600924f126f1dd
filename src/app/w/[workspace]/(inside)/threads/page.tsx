import type { Metadata } from "next";
import { enterWorkspace } from "@/app/visitor";
import { ThreadsPage } from "@/ui/threads/threads-page";
import { OWN_TITLE } from "@/ui/primitives/page-title";

export const metadata: Metadata = { title: OWN_TITLE };

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function Page({ params }: Props) {
  const slug = (await params).workspace;
  await enterWorkspace(slug, `/w/${slug}/threads`);
  return <ThreadsPage />;
}
