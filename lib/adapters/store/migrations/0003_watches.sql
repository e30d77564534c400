CREATE TABLE "alarms" (
	"chain_id" bigint NOT NULL,
	"timelock" text NOT NULL,
	"patch" text NOT NULL,
	"kind" text NOT NULL,
	"what" text NOT NULL,
	"before" text NOT NULL,
	"after" text NOT NULL,
	"first_block" numeric(78, 0) NOT NULL,
	"last_block" numeric(78, 0) NOT NULL,
	"ended_block" numeric(78, 0),
	CONSTRAINT "alarms_chain_id_timelock_patch_kind_what_first_block_pk" PRIMARY KEY("chain_id","timelock","patch","kind","what","first_block")
);
--> statement-breakpoint
CREATE TABLE "watches" (
	"chain_id" bigint NOT NULL,
	"timelock" text NOT NULL,
	"patch" text NOT NULL,
	"first" text,
	"last" text,
	"looked_block" numeric(78, 0),
	"looked_timestamp" numeric(78, 0),
	"unseen" jsonb NOT NULL,
	"problem" text,
	"problem_since" timestamp (3) with time zone,
	"lease_holder" text,
	"lease_until" timestamp (3) with time zone,
	"modified" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "watches_chain_id_timelock_patch_pk" PRIMARY KEY("chain_id","timelock","patch")
);
