# Posts.

posts-lead = Tweets and other posts, as captured. The original file is kept as evidence.
posts-empty-title = No posts yet
posts-empty-text = Import a Twitter/X API download (version 2 or 1.1, JSON lines) or a CSV. Duplicates are counted and every rejected line is explained.
posts-import = Import posts
posts-import-act = Import
posts-import-lead = The format is recognised by its content. Nothing is silently corrected.
posts-file-hint = JSON or CSV, also compressed (.gz, .zst, or a .zip, also with several files of one kind).
posts-search = Search posts
posts-found = { $n ->
    [one] { $n } match; { $shown } shown. { $scanned } posts were read.
   *[other] { $n } matches; { $shown } shown. { $scanned } posts were read.
}
set-title = Title of the set
set-title-hint = For example: hashtag and dates of capture. Printed in dossiers; if left empty, the name of the file.
set-source = How it was obtained
set-source-hint = Who downloaded it, with which tool and query, when.
format-hint = Usually there is no need to choose.
encoding = Encoding
encoding-hint = Only for tables of older programs, where accents come out wrong.
encoding-detect = Recognise by the file
format-detect = Recognise by content
formats-known = Formats that are recognised
duplicates = Duplicates
rejected = Rejected
imported-on = Imported
tally-imported = imported
tally-duplicates = duplicates, skipped
tally-rejected = rejected
tally-lines = records read
rejected-lines = Rejected lines
rejected-hint = Line numbers are those of the original file, which is kept whole.
rejected-none = No line was rejected.
original-kept = Original file
mapping-title = What is each column?
mapping-lead = The header of this CSV is not recognised. Say which column holds what; the file does not change.
mapping-sample = First rows of the file
not-in-file = Not in the file
post-author = Account
post-set = Set
all-sets = All sets
post-text = Text
post-when = Posted
post-by = Post by @{ $handle }
post-raw = Original record
post-raw-hint = Post no. { $line } of the set, as it was in the file.
post-facts = Facts
post-id = Identifier
post-author-id = Account identifier
post-author-created = Account created
post-repost-of = Reposts
post-quote-of = Quotes
post-reply-to = Replies to
post-hashtags = Hashtags
post-mentions = Mentions
post-urls = Addresses
post-media = Pictures and videos
post-addresses-not-links = Addresses are not links: opening them could give the investigation away.
post-reposts = { $n ->
    [one] { $n } repost
   *[other] { $n } reposts
}
post-quotes = { $n ->
    [one] { $n } quote
   *[other] { $n } quotes
}
post-replies = { $n ->
    [one] { $n } reply
   *[other] { $n } replies
}
post-likes = { $n ->
    [one] { $n } like
   *[other] { $n } likes
}
abusive-covered = Abusive post. Show it.
mapping-date-order = Order of dates
mapping-date-order-hint = Only for dates such as 03/04/2021.
mapping-date-order-none = The dates are not ambiguous
mapping-time-zone = Time zone
mapping-time-zone-hint = Of the times that do not say theirs.
mapping-file = The same file once more
mapping-file-hint = It was not kept, because it could not be read yet. Choose the same file; everything else is here.
format-about-x-api-v2 = Downloads of the Twitter/X API, version 2: by lines, by pages or as a list (twarc, Postman, R, Python).
format-about-x-api-v1-1 = Downloads of the Twitter API, version 1.1, search or stream: by lines or as a list.
format-about-x-archive = The personal archive that Twitter/X gives each account (tweets.js).
format-about-x-web-client = Answers of the Twitter/X web page, kept by capturing tools.
format-about-snscrape = Output of snscrape, by lines.
format-about-toolkit-csv = The table that the Coordination Network Toolkit reads.
format-about-coortweet-events = The table that CooRTweet reads: who shared which object by which content, and when.
format-about-flat-json = JSON objects of one row each, as TWINT and pandas write them; their keys are understood as a header.
format-about-csv = Tables with a header. Where the names of columns are not known, you are asked which is which.
posts-nobody-hint = Beyond the accounts that posted in public. Without persons and without this mark, the posts leave for no body.
broken-off = The rest of the file could not be divided into records and was not read: the last rejected line says where. Mend a copy and import it too.
reject-place = Place in the file
reject-item = no. { $n }
rejects-all = See all { $n } rejected
rejects-table = Download all (CSV)
post-place = Place in the original file
post-place-line = Line { $n }
post-place-element = Element { $n }
mapping-quotes = Quotation marks
mapping-quotes-hint = In some tables quotation marks are part of the text and do not enclose cells.
quotes-yes = They enclose cells
quotes-no = They are part of the text
tally-versions = other versions of known posts
checks-title = Checks
checks-lead = Facts, not conclusions: where a post contradicts itself or another capture. A clock ahead or a capture cut short explains it too.
checks-none = Nothing contradicts anything in these posts.
checks-found = { $n ->
    [one] { $n } fact.
   *[other] { $n } facts.
}
checks-table = Download all (CSV)
checks-what = What was compared
checks-said = What it says
checks-against = What was found
checks-seconds = { $n ->
    [one] { $n } second apart
   *[other] { $n } seconds apart
}
captures-title = Other captures of this post
captures-hint = The same identifier, in this or other files of the case. None replaces another.
captures-same = The very same:
captures-part = Part
captures-here = In this capture
captures-there = In the other
captures-only-raw = They differ only in how the source writes them: compare the original records.
