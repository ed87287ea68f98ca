-- Files of conversations, both those that shoppers send and those that members upload. The bytes live here because processes on several
-- machines share nothing but the database. Split by month, so that the old ones are dropped whole.
create table media (
  workspace_id uuid not null,
  -- Of the message, or of the upload.
  at timestamptz not null,
  id uuid not null,
  conversation_id uuid not null,
  -- Null: a member uploaded it.
  message_id uuid,
  -- Where the channel has it: to fetch it from, or where an upload was placed at placed_at.
  channel_media_id text,
  placed_at timestamptz,
  -- What the channel says the checksum is, hexadecimal or base64.
  announced_sha256 text,
  -- Since when we want it: the channel keeps it for some days only.
  wanted_at timestamptz not null,
  state text not null check (state in ('wanted', 'stored', 'failed')),
  -- Why it failed.
  reason text check (reason in ('expired', 'gone', 'too_large', 'damaged', 'unreadable')),
  -- By its content, never by what somebody said.
  mime_type text,
  file_name text,
  size_bytes integer,
  -- Hexadecimal, of the bytes as stored.
  sha256 text,
  bytes bytea,
  primary key (workspace_id, at, id),
  check (state <> 'stored' or (bytes is not null and mime_type is not null and size_bytes is not null and sha256 is not null))
) partition by range (at);
-- Pictures and sounds are compressed already; uncompressed values can be read in parts.
alter table media alter column bytes set storage external;
create index media_by_id on media (workspace_id, id);
create index media_of_message on media (workspace_id, message_id) where message_id is not null;
create index media_of_conversation on media (workspace_id, conversation_id);
