# The search of a case.
cli-search-rebuild = Search index
cli-search-rebuilt = { $n ->
    [one] The index was made anew: it holds one thing.
   *[other] The index was made anew: it holds { $n } things.
}
kind-analysis = Analysis
kind-case = Case
kind-custody = Step of custody
kind-filing-facts = Facts for complaints
kind-saved-search = Saved search
kind-segment = Part of an interview
problem-search-close = At character { $detail } a parenthesis is closed that was not opened.
problem-search-date = At character { $detail } a date is expected: 2020, 2020-05, 2020-05-12 or 2020-05-12T14:30.
problem-search-empty = Type at least one word.
problem-search-kind = The kind at character { $detail } is not known. There are: post, message, segment, testimony, person, evidence, set, chat, consent, link, custody, analysis, case.
problem-search-long = From character { $detail } on there are more parts or parentheses than can be searched at once.
problem-search-nothing = At character { $detail } something to look for is missing: behind AND, OR, NOT or a colon stands a word, without a space.
problem-search-open = The parenthesis at character { $detail } is not closed.
problem-search-quote = The quotation mark at character { $detail } is not closed.
said-search-retired = The search is no longer listed.
said-search-saved = The search is kept.
search-act = Search
search-by-authors = By author
search-by-kinds = By kind
search-by-tags = By hashtag
search-empty-text = Try fewer words, or the beginning of one: harass*. Accents and capitals do not matter.
search-empty-title = Nothing matches
search-example-dates = since:2020-04-21 until:2020-05
search-example-either = (threat OR harassment) networks
search-example-from = from:ana
search-example-handle = @reporter
search-example-kind = kind:message
search-example-lang = lang:es
search-example-not = harassment -party
search-example-phrase = "we will find you"
search-example-start = harass*
search-example-tag = #OutNow
search-example-url = url:example.org/note
search-example-words = harassment networks
search-how = What you can type
search-lead = Searches posts, messages, testimony, evidence and notes; never identities. What you type shows in no address and in no log of the server.
search-means-dates = From the beginning of a day, month or year to the end of another, in the case's time
search-means-either = One or the other; parentheses group
search-means-from = Whose it is: part of their name or account
search-means-handle = What mentions an account, or is by it
search-means-kind = One kind only: post, message, segment, testimony, person, evidence…
search-means-lang = The language that the social network said
search-means-not = With the first and without the second
search-means-phrase = These words, one after another
search-means-start = Words that begin so
search-means-tag = A whole hashtag; with * its beginning
search-means-url = Consecutive parts of an address
search-means-words = All the words, in any order; accents and capitals do not matter. ñ is not n.
search-order = Order
search-repaired = The index had been altered and was made anew
search-repaired-text = What was found: { $what }. Records and evidence do not depend on the index; verify the ledger.
search-retire = Remove
search-save = Save search
search-save-as = Save it under the name
search-title = Search the case
search-untrue = { $n ->
    [one] One result was left out that its record does not confirm
   *[other] { $n } results were left out that their records do not confirm
}
search-untrue-text = The index does not agree with the records. Whoever runs the server can make it anew: resguardo search rebuild.
search-words = Words
searches-saved = Saved searches
