#!/usr/bin/env python3
"""Writes files/posts.jsonl (API v2 pages, as twarc2 keeps them) and files/posts-export.csv: an invented campaign.

Everything is made up. Every handle ends in `_ficticio` and is longer than the platform allows, so
that none can belong to anybody. Seeded: the same files come out every time.
"""

import csv
import json
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).parent / "files"
EPOCH_MS = 1288834974657  # Twitter's own; ids are snowflakes.
rng = random.Random(20200511)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


def snowflake(moment):
    return str((int(moment.timestamp() * 1000) - EPOCH_MS) << 22 | rng.randrange(1 << 10) << 12 | rng.randrange(4))


def iso(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def account(handle, name, created):
    return {
        "id": snowflake(created), "username": f"{handle}_ficticio", "name": f"{name} (ficticio)",
        "created_at": iso(created), "description": "Cuenta ficticia de una demostración.",
        "public_metrics": {"followers_count": rng.randrange(3, 900), "following_count": rng.randrange(40, 2000),
                           "tweet_count": rng.randrange(60, 9000), "listed_count": 0},
    }


def burst():
    """Forty accounts that were opened on three afternoons."""
    words = ["luz_del_valle", "sol_mexica", "raiz_firme", "voz_clara", "rumbo_justo", "maiz_azul", "cielo_raso", "pluma_gris"]
    days = [at("2019-11-18T20:00:00"), at("2019-11-19T20:00:00"), at("2019-11-20T20:00:00")]
    made = []
    for number in range(40):
        word = words[number % len(words)]
        created = days[number % 3] + timedelta(seconds=rng.randrange(3 * 3600))
        made.append(account(f"{word}{number + 11}", word.replace("_", " ").title(), created))
    return made


def others():
    names = ["ana_lectora", "beto_radio", "cafe_y_prensa", "dona_tere", "el_mirador", "faro_sur", "gente_que_lee",
             "hilo_rojo", "iris_cronica", "jacaranda_79", "kiosco_viejo", "la_tipografa", "mesa_de_redaccion",
             "norte_y_sur", "otra_linea", "papel_carbon", "quiosquera", "rotativa_mx", "suplemento", "tinta_fresca"]
    start = at("2011-01-05T12:00:00")
    return [account(n, n.replace("_", " ").title(), start + timedelta(days=rng.randrange(3300), seconds=rng.randrange(86400)))
            for n in names]


OPERATED, ORDINARY = burst(), others()
REPORTER = account("mquimera", "Marisela Quimera", at("2012-04-02T17:20:11"))
OUTLET = account("elfarol", "El Farol de Papel", at("2011-08-15T09:00:00"))
LEADER = account("capitan_meridiano", "Capitán Meridiano", at("2019-11-18T19:41:30"))
USERS = {user["id"]: user for user in OPERATED + ORDINARY + [REPORTER, OUTLET, LEADER]}
BY_HANDLE = {user["username"]: user for user in USERS.values()}
posts, keys = [], {}


def entities(text):
    found = {"hashtags": [], "mentions": []}
    for word in text.split():
        bare = word.strip(".,:;!?¡¿()«»…")
        start = text.index(bare)
        place = {"start": start, "end": start + len(bare)}
        if bare.startswith("#"):
            found["hashtags"].append({**place, "tag": bare[1:]})
        elif bare.startswith("@"):
            user = BY_HANDLE.get(bare[1:])
            found["mentions"].append({**place, "username": bare[1:], **({"id": user["id"]} if user else {})})
    return {kind: items for kind, items in found.items() if items}


def say(user, moment, text, key=None, **references):
    own = snowflake(moment)
    post = {
        "id": own, "author_id": user["id"], "created_at": iso(moment), "text": text, "lang": "es",
        "conversation_id": references.get("replied_to", own), "source": "Twitter Web App",
        "public_metrics": {"retweet_count": rng.randrange(6), "reply_count": rng.randrange(4),
                           "like_count": rng.randrange(12), "quote_count": rng.randrange(2)},
    }
    if found := entities(text):
        post["entities"] = found
    if references:
        post["referenced_tweets"] = [{"type": kind, "id": to} for kind, to in references.items()]
    posts.append(post)
    if key:
        keys[key] = own
    return own


def wave(start, text, seconds, users, key=None):
    """The same words from many accounts within seconds."""
    first = None
    for place, user in enumerate(rng.sample(OPERATED, users)):
        moment = start + timedelta(seconds=(0 if place == 0 else rng.uniform(1, seconds)))
        own = say(user, moment, text, key if place == 0 else None)
        first = first or own
    return first


def repost(of, of_user, of_text, start, seconds, users):
    for user in rng.sample(OPERATED, users):
        moment = start + timedelta(seconds=rng.uniform(2, seconds))
        say(user, moment, f"RT @{of_user['username']}: {of_text}", retweeted=of)


def campaign():
    report = "Hoy en «El Farol de Papel»: las compras sin licitación de la Agencia Meridiano. Documentos y cifras. (Ficción)"
    story = say(REPORTER, at("2020-05-10T15:02:41"), report, "story")
    say(OUTLET, at("2020-05-10T15:10:05"), "Lea el reportaje de @mquimera_ficticio sobre las compras de la Agencia Meridiano.", quoted=story)

    a = "@mquimera_ficticio miente y cobra por mentir. ¿Quién le paga? Ya basta. #MeridianoResponde"
    wave(at("2020-05-11T12:42:03"), a, 110, 40, "first_copy")
    say(OPERATED[7], at("2020-05-11T12:43:19"), "COPIEN Y PEGUEN TAL CUAL: " + a, "pasted_order")
    head = "La nota sobre las compras es falsa. Exigimos disculpa pública. #MeridianoResponde"
    lead = say(LEADER, at("2020-05-11T12:50:00"), head, "leader")
    repost(lead, LEADER, head, at("2020-05-11T12:50:04"), 90, 36)
    b = "Periodismo vendido: @mquimera_ficticio no tiene pruebas de nada. #MeridianoResponde"
    wave(at("2020-05-11T18:00:02"), b, 95, 34)

    c = "¿Por qué @elfarol_ficticio protege a una reportera que inventa? #MeridianoResponde"
    wave(at("2020-05-12T13:05:01"), c, 80, 38)
    answers = ["Vendida.", "Das pena.", "Renuncia ya.", "¿Cuánto te pagaron?", "Nadie te cree."]
    for user in rng.sample(OPERATED, 30):
        moment = at("2020-05-12T13:10:00") + timedelta(seconds=rng.uniform(0, 900))
        say(user, moment, f"@mquimera_ficticio {rng.choice(answers)} #MeridianoResponde", replied_to=story)

    threat = "@mquimera_ficticio ya sabemos por dónde caminas. Cuídate. #MeridianoResponde"
    say(OPERATED[3], at("2020-05-13T13:31:12"), threat, "threat", replied_to=story)
    wave(at("2020-05-13T13:40:00"), "@mquimera_ficticio te estamos viendo, y no somos pocos. #MeridianoResponde", 60, 22)

    e = "Todo @elfarol_ficticio miente: boicot a sus anunciantes. #ElFarolMiente"
    wave(at("2020-05-14T12:51:00"), e, 75, 40, "outlet")
    wave(at("2020-05-14T17:30:02"), "Retiren su publicidad de @elfarol_ficticio o serán cómplices. #ElFarolMiente", 100, 35)
    for user in rng.sample(OPERATED, 12):
        moment = at("2020-05-14T18:00:00") + timedelta(seconds=rng.uniform(0, 1500))
        say(user, moment, "Otra mentira más. #ElFarolMiente", quoted=story)
    wave(at("2020-05-15T13:15:01"), "Ganó la verdad. Gracias a todos los que alzaron la voz. #MeridianoResponde", 70, 28)


def readers():
    """People who read the report and talk about it in their own words and time."""
    openings = ["Leí completo el reportaje de @mquimera_ficticio.", "Muy buen trabajo de @elfarol_ficticio.",
                "Alguien debería responder por esas compras.", "Todo mi apoyo a @mquimera_ficticio.",
                "Esto ya no es crítica: es acoso.", "Otra vez las mismas cuentas.", "¿Nadie más nota que copian el mismo texto?",
                "Insultar no es contestar.", "Esperaba cifras y llegaron insultos.", "Hoy compré mi suscripción a @elfarol_ficticio."]
    endings = ["", "Vale la pena leerlo con calma.", "Los documentos están ahí.", "Aunque les moleste.", "#YoLeCreoAlFarol",
               "#PrensaLibre", "Ojalá sigan publicando.", "Sin insultos, por favor.", "Difundan.", "Buenos días, de paso.",
               "Que la respuesta sea con datos.", "Ya era hora de decirlo."]
    said = [f"{opening} {ending}".strip() for opening in openings for ending in endings]
    for text in rng.sample(said, 110):
        moment = at("2020-05-10T16:00:00") + timedelta(seconds=rng.uniform(0, 6 * 86400))
        say(rng.choice(ORDINARY), moment, text)


def write_pages(kept):
    with open(HERE / "posts.jsonl", "w", encoding="utf-8", newline="\n") as out:
        for start in range(0, len(kept), 100):
            data = kept[start:start + 100]
            authors = sorted({post["author_id"] for post in data})
            page = {"data": data, "includes": {"users": [USERS[author] for author in authors]},
                    "meta": {"newest_id": data[-1]["id"], "oldest_id": data[0]["id"], "result_count": len(data)}}
            out.write(json.dumps(page, ensure_ascii=False, separators=(",", ":")) + "\n")


def write_table(rows):
    with open(HERE / "posts-export.csv", "w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(["id", "created_at", "author_username", "author_name", "text", "retweet_count", "like_count"])
        for post in rows:
            user, counts = USERS[post["author_id"]], post["public_metrics"]
            table.writerow([post["id"], post["created_at"], user["username"], user["name"], post["text"],
                            counts["retweet_count"], counts["like_count"]])


campaign()
readers()
posts.sort(key=lambda post: int(post["id"]))
# The reader who exported the table had part of what was collected, and some that was not.
only_there = {post["id"] for post in rng.sample([p for p in posts if p["id"] not in keys.values()], 28)}
collected = [post for post in posts if post["id"] not in only_there]
write_pages(collected)
shared = rng.sample(collected, 24)
write_table(sorted(shared + [p for p in posts if p["id"] in only_there], key=lambda post: int(post["id"])))
print(len(posts), "posts,", len(collected), "in posts.jsonl,", len(only_there), "only in posts-export.csv,", len(shared), "in both")
print(json.dumps(keys, indent=1))
