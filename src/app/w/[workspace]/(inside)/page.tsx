import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { enterWorkspace } from "@/app/visitor";
import { NoChannels } from "@/ui/shell/no-channels";
import { LAST_CHANNEL_COOKIE } from "@/ui/realtime/loading/last-channel";
import { readChannels } from "./read-channels";

interface Props {
  params: Promise<{ workspace: string }>;
}

/** Redirects to the channel that was last open on this device, or to the first one. */
export default async function Page({ params }: Props) {
  const slug = (await params).workspace;
  const { principal } = await enterWorkspace(slug, `/w/${slug}`);
  const channels = (await readChannels(principal)).filter((one) => !one.archivedAt);
  const last = (await cookies()).get(LAST_CHANNEL_COOKIE)?.value;
  const joined = channels.filter((one) => one.joined);
  const next =
    channels.find((one) => one.id === last) ??
    joined.find((one) => one.name === "general") ??
    joined[0] ??
    channels[0];
  if (next) redirect(`/w/${slug}/c/${next.id}`);
  return <NoChannels />;
}
