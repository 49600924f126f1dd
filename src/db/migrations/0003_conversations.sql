CREATE TABLE "mention" (
	"user_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"seq" integer NOT NULL,
	CONSTRAINT "mention_user_id_channel_id_seq_pk" PRIMARY KEY("user_id","channel_id","seq")
);
--> statement-breakpoint
CREATE TABLE "thread_follow" (
	"message_id" text NOT NULL,
	"user_id" text NOT NULL,
	"following" boolean NOT NULL,
	CONSTRAINT "thread_follow_message_id_user_id_pk" PRIMARY KEY("message_id","user_id")
);
--> statement-breakpoint
DROP INDEX "channel_workspace_name_idx";--> statement-breakpoint
ALTER TABLE "channel" ADD COLUMN "kind" text DEFAULT 'channel' NOT NULL;--> statement-breakpoint
ALTER TABLE "channel" ADD COLUMN "direct_key" text;--> statement-breakpoint
ALTER TABLE "channel_member" ADD COLUMN "muted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "mentions_all" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "pinned_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "pinned_by" text;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "words" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', body)) STORED;--> statement-breakpoint
ALTER TABLE "mention" ADD CONSTRAINT "mention_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mention" ADD CONSTRAINT "mention_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_follow" ADD CONSTRAINT "thread_follow_message_id_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."message"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_follow" ADD CONSTRAINT "thread_follow_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_pinned_by_user_id_fk" FOREIGN KEY ("pinned_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "channel_direct_key_idx" ON "channel" USING btree ("workspace_id","direct_key");--> statement-breakpoint
CREATE INDEX "message_words_idx" ON "message" USING gin ("words");--> statement-breakpoint
CREATE INDEX "message_pinned_idx" ON "message" USING btree ("channel_id","pinned_at") WHERE "message"."pinned_at" is not null;--> statement-breakpoint
CREATE INDEX "message_mentions_all_idx" ON "message" USING btree ("channel_id","seq") WHERE "message"."mentions_all";--> statement-breakpoint
CREATE UNIQUE INDEX "channel_workspace_name_idx" ON "channel" USING btree ("workspace_id",lower("name")) WHERE "channel"."kind" = 'channel';