import type { Metadata } from "next";
import { enterWorkspace } from "@/app/visitor";
import { SearchPage } from "@/ui/chat/search/search-page";
import { OWN_TITLE } from "@/ui/primitives/page-title";
import { cleanQuery } from "@/ui/chat/search/search-terms";

export const metadata: Metadata = { title: OWN_TITLE };

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ q?: string | string[] }>;
}

export default async function Page({ params, searchParams }: Props) {
  const slug = (await params).workspace;
  await enterWorkspace(slug, `/w/${slug}/search`);
  const { q } = await searchParams;
  return <SearchPage asked={typeof q === "string" ? cleanQuery(q.slice(0, 500)) : ""} />;
}
