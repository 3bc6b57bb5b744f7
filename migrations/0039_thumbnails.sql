-- Smaller copies of pictures, where these are in the database: they are made again when they are missing, after a crash, too.
create unlogged table media_thumbnails (
  media_id text not null references media (id) on delete cascade,
  size text not null,
  content bytea not null,
  primary key (media_id, size)
);
