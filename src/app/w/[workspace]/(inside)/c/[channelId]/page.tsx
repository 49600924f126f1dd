import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { enterWorkspace } from "@/app/visitor";
import { AppError } from "@/core/errors";
import { ChannelPage } from "@/ui/channel/channel-page";
import { OWN_TITLE } from "@/ui/primitives/page-title";
import { readPage } from "../../read-page";

interface Props {
  params: Promise<{ workspace: string; channelId: string }>;
}

export const metadata: Metadata = { title: OWN_TITLE };

export default async function Page({ params }: Props) {
  const { workspace: slug, channelId } = await params;
  const { principal } = await enterWorkspace(slug, `/w/${slug}/c/${channelId}`);
  const page = await readPage(principal, channelId).catch(orNotFound);
  return <ChannelPage channelId={channelId} page={page} />;
}

function orNotFound(error: unknown): never {
  if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
  throw error;
}
