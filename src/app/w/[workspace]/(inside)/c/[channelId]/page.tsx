import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { enterWorkspace } from "@/app/visitor";
import { AppError } from "@/core/errors";
import { listMessages } from "@/core/messages/list-messages";
import { summariseThreads } from "@/core/messages/read-thread";
import { ChannelPage } from "@/ui/channel/channel-page";
import { OWN_TITLE } from "@/ui/primitives/page-title";
import { readChannels } from "../../read-channels";

interface Props {
  params: Promise<{ workspace: string; channelId: string }>;
}

export const metadata: Metadata = { title: OWN_TITLE };

const FIRST_PAGE = 60;

export default async function Page({ params }: Props) {
  const { workspace: slug, channelId } = await params;
  const { principal } = await enterWorkspace(slug, `/w/${slug}/c/${channelId}`);
  await readChannels(principal);
  const page = await listMessages(principal, { channelId, limit: FIRST_PAGE }).catch(orNotFound);
  const threads = await summariseThreads(principal, channelId, page.messages);
  return <ChannelPage channelId={channelId} page={{ ...page, ...threads }} />;
}

function orNotFound(error: unknown): never {
  if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
  throw error;
}
