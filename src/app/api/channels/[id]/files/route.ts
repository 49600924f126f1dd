import { uploadQuery } from "@/lib/inputs/chat";
import { byChannel } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { readUpload } from "@/app/routing/upload";
import { uploadFile } from "@/core/files/upload-file";

export const POST = workspaceRoute({
  enter: byChannel,
  may: "message.send",
  limit: "upload",
  query: uploadQuery,
  status: 201,
  act: async (principal, { request, params, query }) => ({
    file: await uploadFile(principal, {
      channelId: params.id,
      name: query.name,
      ...readUpload(request),
    }),
  }),
});
