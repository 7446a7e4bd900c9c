-- Moments are text, RFC 3339 in UTC with milliseconds: it sorts by time, and both databases hold it alike.

CREATE TABLE users (
    id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    username      TEXT NOT NULL,
    email         TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    bio           TEXT,
    image         TEXT
);
CREATE UNIQUE INDEX users_username ON users (username);
CREATE UNIQUE INDEX users_email ON users (lower(email));

CREATE TABLE follows (
    follower_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    followed_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (follower_id, followed_id)
);

CREATE TABLE articles (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug        TEXT NOT NULL,
    title       TEXT NOT NULL,
    description TEXT NOT NULL,
    body        TEXT NOT NULL,
    author_id   BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL
);
CREATE UNIQUE INDEX articles_slug ON articles (slug);
CREATE INDEX articles_by_time ON articles (created_at, id);
CREATE INDEX articles_by_author ON articles (author_id, created_at);

CREATE TABLE article_tags (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    PRIMARY KEY (article_id, name)
);
CREATE INDEX article_tags_by_name ON article_tags (name, article_id);

CREATE TABLE favorites (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (article_id, user_id)
);
CREATE INDEX favorites_by_user ON favorites (user_id, article_id);

CREATE TABLE comments (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    body       TEXT NOT NULL,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    author_id  BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL
);
CREATE INDEX comments_by_article ON comments (article_id, id);

-- An article with all that does not depend on who is looking. No tag holds a comma.
CREATE VIEW full_articles AS
SELECT a.id, a.slug, a.title, a.description, a.body, a.created_at, a.updated_at,
       a.author_id, u.username, u.bio, u.image,
       (SELECT string_agg(t.name, ',' ORDER BY t.name) FROM article_tags t WHERE t.article_id = a.id) AS tags,
       (SELECT COUNT(*) FROM favorites f WHERE f.article_id = a.id) AS favorites_count
FROM articles a
JOIN users u ON u.id = a.author_id;
