CREATE TABLE "file_download" (
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"file_id" text NOT NULL,
	"file_name" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "file_download_workspace_id_user_id_file_id_hour_pk" PRIMARY KEY("workspace_id","user_id","file_id","hour")
);
--> statement-breakpoint
CREATE TABLE "guest_device" (
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"address" text NOT NULL,
	"user_agent" text NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "guest_device_workspace_id_user_id_address_user_agent_pk" PRIMARY KEY("workspace_id","user_id","address","user_agent")
);
--> statement-breakpoint
ALTER TABLE "file_download" ADD CONSTRAINT "file_download_workspace_id_organization_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_download" ADD CONSTRAINT "file_download_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guest_device" ADD CONSTRAINT "guest_device_workspace_id_organization_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guest_device" ADD CONSTRAINT "guest_device_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;