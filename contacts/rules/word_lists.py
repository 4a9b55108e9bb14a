"""The words that say nothing by themselves, by language. Plain data, read by ``words``; accents and case do not matter.

A word belongs here only if it hardly ever carries a fact in any of the languages: refusing a real note is worse than
letting an empty one pass. What is empty in one language and a fact in another stands in ``FACTS`` and counts.
"""

STOP_WORDS = {
    "en": """
        a an the and or but nor so yet if then than that this these those there here i me my mine myself
        we us our ours ourselves you your yours yourself he him his himself she her hers herself it its
        itself they them their theirs themselves who whom whose which what when where why how is am are
        was were be been being do does did doing done dont doesnt didnt isnt wasnt arent werent cant
        couldnt wont wouldnt shouldnt hasnt havent hadnt im ive hes shes theyre theyve youre weve thats
        theres whats lets have has had having will would shall should can could might must not no yes
        yep yeah of at by for with about against between into through during before after to from up
        down in out on off over under again further once all any both each few more most other some such
        only own same too very just also still even ever never always often really quite rather maybe
        perhaps now today because while until per via etc ok okay got get gets much many lot lots bit as
        like well said says say told tell tells talked spoke chatted discussed mentioned met meet let hi
        hello hey bye thanks thank thx ty cheers regards please sorry person guy guys bloke chap dude
        lady gentleman fellow woman man someone somebody something anything everything
    """,
    "de": """
        der die das den dem des ein eine einen einem einer eines kein keine keinen und oder aber doch
        denn wenn dann als dass ob weil ich mich mir mein meine meinen meinem meiner du dich dir dein
        deine er ihn ihm sein seine seinen seinem seiner sie ihr ihre ihren ihrem ihrer es wir uns unser
        unsere unseren ihnen man sich wer wen wem was welche wie wo wann warum ist bin bist sind seid
        war waren gewesen sei hat habe hab haben hatte hatten hast wird werden wurde worden will wollen
        kann konnte muss soll darf mag nicht nein ja auch nur noch schon sehr ganz so zu zum zur im in
        ins an am auf aus bei beim mit nach von vom vor seit durch für gegen ohne um bis hier da dort
        heute jetzt immer wieder mal etwas viel viele mehr alle alles beide einfach eben halt gerade
        gesagt erzählt gesprochen geredet getroffen unterhalten ueber fuer hallo hi moin servus tschüss
        tschuess danke dank bitte gruß gruss grüße gruesse lg vg mfg person mensch typ dame herr frau
        leute
    """,
    "fr": """
        le la les un une des du de au aux ce cet cette ces c qui que quoi dont ou où et mais donc ni ne
        pas je tu il elle on nous vous ils elles me te se moi toi lui leur leurs mon ma mes ta tes sa
        ses notre nos votre vos est sont était suis es sommes êtes avons avez ont avait être avoir fait
        dans par pour avec sans chez vers sur sous entre très trop aussi encore déjà là ici si comme
        quand plus tout tous toute toutes bien oui non en y qu jusqu puis alors parlé dit discuté
        rencontré bonjour salut bonsoir merci cordialement personne monsieur madame
    """,
    "es": """
        el la los las un una unos unas lo al del de y e o u pero sino que quien cual como cuando donde
        porque si no yo tu él ella nosotros ustedes ellos ellas me te se le les nos mi mis su sus
        nuestro nuestra es son era fue ser estar está están estaba estoy soy somos ha han he hay había
        tiene en por para con sin sobre entre hasta desde muy más mucho mucha también ya aquí ahí hoy
        todo toda todos todas algo este esta estos estas ese esa eso esto hablamos hablado dijo hola
        adiós gracias saludos persona señor señora
    """,
    "it": """
        il lo la i gli le un uno una di del dello della dei degli delle a al allo alla agli alle da dal
        dalla in nel nella nei con su sul sulla per tra fra e ed o ma se che chi cui non io tu lui lei
        noi voi loro mi ti si ci vi ne mio mia miei mie suo sua suoi sue nostro nostra è sono era sei
        siamo ho ha hanno abbiamo essere avere molto più anche già qui qua oggi tutto tutti come quando
        dove perché questo questa quello quella parlato detto ciao grazie saluti persona signore signora
    """,
    "pt": """
        o os a as um uma uns umas de do da dos das em no na nos nas por pelo pela para com sem sobre
        entre até e ou mas se que quem qual como quando onde porque não sim eu tu você ele ela nós vocês
        eles elas me te lhe lhes meu minha meus minhas seu sua seus suas nosso nossa é são foi era ser
        estar está estão estou sou tem têm há muito muita mais também já aqui hoje tudo todos este esta
        esse essa isso isto falamos conversamos disse olá oi tchau obrigado obrigada abraço abraços
        pessoa senhor senhora
    """,
    "nl": """
        de het een en of maar want dus als dan dat die deze dit er hier daar ik mij me mijn je jij jou
        jouw hij hem zijn zij ze haar wij we ons onze jullie hen hun u uw wie wat welke hoe waar wanneer
        waarom is ben bent was waren geweest heb hebt heeft hebben had hadden word wordt worden werd zal
        zullen zou kan kunnen moet niet geen nee ja ook nog al heel erg zo te ten ter in op aan uit bij
        met naar van voor door over tegen zonder om tot vandaag nu altijd weer iets veel meer alle alles
        gezegd verteld gesproken ontmoet hoi hallo dag doei bedankt dank groet groetjes persoon mens man
        vrouw meneer mevrouw
    """,
    "sv da nb": """
        och og i på som en ett et ei det den de der dem är er var vara være været har hade havde hadde
        ha kan skal ska vil ville blev ble blir bliver att at til till av af fra från med før för om
        inte ikke nej nei ja också også meget mycket veldig så här her där nu nå idag jag jeg mig meg
        mej du dig deg han honom hun hon henne hende vi oss os ni sin sitt hans hennes hendes deras
        deres min mitt mina mine vår vores noget något noe alla alle allt alt pratade snakkede snakket
        talte träffade mødte møtte hej hei hejsan tack tak takk hilsen hälsningar person menneske dame
    """,
    "pl": """
        i a o u w z ze na do od po za przy przez dla bez nad pod między oraz albo ale lecz czy że żeby
        bo jak gdy kiedy gdzie kto co który która które ja ty on ona ono my wy oni one mnie mi mną
        ciebie tobie jego jej ich jemu mu nim nią nas nam was wam mój moja moje swój swoja jest są był
        była było byli być ma mam mają miał miała nie tak też także już jeszcze bardzo tu tam dziś teraz
        zawsze coś się sobie to ta te tego tej tym rozmawialiśmy mówił mówiła powiedział powiedziała
        cześć hej dzień dobry dzięki dziękuję pozdrawiam osoba człowiek pan pani
    """,
}

# Empty in one language, a fact in another: "son" (es: are), "tot" (nl: until), "one" (pl: they).
FACTS = "one son tot"

# Two words that are nothing each and a fact together.
FACTS_IN_TWO_WORDS = """
    the us, to la, in la, from la, in it, an it, his it, her it, the who, the war, at uber, for uber,
    left uber, quit uber, joined uber
"""

PRAISE = {
    "en": """
        nice nicest great lovely good pleasant pleasure friendly cool awesome amazing wonderful
        fantastic brilliant excellent interesting fun funny charming sweet impressive inspiring super
        delightful fabulous terrific splendid enjoyed enjoyable helpful smart clever bright talented
        fine glad happy pleased delighted knowledgeable likeable likable approachable
    """,
    "de": """
        nett nette netter nettes netten netteste toll tolle toller tolles tollen gut gute guter gutes
        guten schön schöne schöner schönes schönen schoen schoene interessant interessante interessanter
        interessantes interessanten sympathisch sympathische sympathischer super klasse prima spannend
        spannende spannender spannendes freundlich freundliche angenehm angenehme angenehmes
    """,
    "fr": """
        sympa sympas sympathique gentil gentille super génial géniale bon bonne bons agréable
        intéressant intéressante beau belle excellent excellente formidable charmant charmante ravi
        ravie enchanté enchantée
    """,
    "es": """
        simpático simpática majo maja amable buen bueno buena bien gran genial interesante agradable
        encantado encantada
    """,
    "it": """
        simpatico simpatica gentile bravo brava bello bella buono buona bene ottimo ottima interessante
        piacevole
    """,
    "pt": """
        simpático simpática gentil bom boa bem ótimo ótima interessante agradável bacana
    """,
    "nl": """
        leuk leuke aardig aardige goed goede fijn fijne gezellig gezellige interessant interessante
        sympathiek
    """,
    "sv da nb": """
        trevlig trevligt trevliga bra hyggelig hyggeligt god godt fint kul flink sød spændende spennende
        interessant
    """,
    "pl": """
        miły miła miło fajny fajna fajnie sympatyczny sympatyczna dobry dobra dobrze ciekawy ciekawa
        super
    """,
}

# Phrases, parted by commas. Words around one still count: "congratulations on the twins" keeps its twins.
STOCK_PHRASES = {
    "en": """
        stay in touch, staying in touch, stayed in touch, keep in touch, keeping in touch, be in touch,
        get in touch, stay connected, keep connected, let us connect, let's connect, lets connect,
        good to connect, great to connect, nice to connect, happy to connect, connected on linkedin,
        connect on linkedin, added on linkedin, added me on linkedin, added him on linkedin,
        added her on linkedin, added them on linkedin, linkedin request, connection request,
        accepted my request, accepted my invitation, accepted the request, accepted the invitation,
        liked my post, liked his post, liked her post, liked their post, chat, chats, small talk,
        brief talk, short talk, good talk, great talk, nice talk, talk soon, talk again, speak soon,
        speak again, see you, see him again, see her again, see them again, to see, seeing you,
        meeting you, met up, catch up, catching up, caught up, catchup, good conversation,
        great conversation, nice conversation, interesting conversation, lovely conversation,
        short conversation, brief conversation, a conversation, had conversation, good meeting,
        great meeting, nice meeting, lovely meeting, good contact, great contact, useful contact,
        good person, nice people, good company, good impression, great impression, good vibes,
        great energy, good energy, we exchanged cards, exchanged cards, exchanged business cards,
        exchanged contacts, exchanged numbers, exchanged details, exchanged contact details,
        swapped cards, swapped business cards, swapped numbers, swapped details, business card,
        business cards, gave me his card, gave me her card, gave me their card, gave me a card,
        took his card, took her card, took their card, got his card, got her card, got their card,
        shook hands, introduced ourselves, introduced myself, introduced himself, introduced herself,
        looking forward, look forward, looks forward, hope to, hope you, hope all, hope all is well,
        how are you, how are things, how is it going, how's it going, how's life, what's up, whats up,
        long time no see, reach out, reaching out, touch base, touching base, follow up, following up,
        checking in, just checking in, happy birthday, many happy returns, happy new year,
        happy holidays, happy easter, happy anniversary, merry christmas, merry xmas,
        season's greetings, congratulations, congrats, well done, well deserved, best wishes,
        all the best, best regards, kind regards, warm regards, warmest regards, good luck, take care,
        have a great day, have a nice day, have a good day, have a great weekend, have a nice weekend,
        good morning, good afternoon, good evening, thank you so much, many thanks, much appreciated,
        appreciate it, you're welcome, no worries, no problem, sounds good, this and that,
        all sorts of things, all sorts, various things, various topics, lots of things, many things,
        all kinds of things, nothing much, nothing special, nothing new, not much, see above, as above,
        very kind, so kind, really kind, kind person, at the event, at the conference, at the party
    """,
    "de": """
        in kontakt bleiben, bleiben in kontakt, wir bleiben in kontakt, lass uns in kontakt bleiben,
        in verbindung bleiben, bleiben in verbindung, kontakt halten, kontakte ausgetauscht,
        kontaktdaten ausgetauscht, nummern ausgetauscht, visitenkarten getauscht,
        visitenkarten ausgetauscht, visitenkarte bekommen, visitenkarte erhalten, visitenkarte,
        visitenkarten, karten getauscht, auf linkedin vernetzt, bei linkedin vernetzt,
        über linkedin vernetzt, vernetzt, gutes gespräch, nettes gespräch, tolles gespräch,
        schönes gespräch, interessantes gespräch, spannendes gespräch, kurzes gespräch, gute gespräche,
        kurz gesprochen, kurz unterhalten, kurz getroffen, kurz gequatscht, gequatscht, geplaudert,
        geplauscht, small talk, smalltalk, freut mich, freue mich, hat mich gefreut, sehr erfreut,
        kennengelernt, kennen gelernt, dich kennenzulernen, sie kennenzulernen, kennenzulernen,
        kennen zu lernen, bis bald, bis dann, bis demnächst, auf bald, auf wiedersehen, guten morgen,
        guten tag, guten abend, wie geht es, wie geht's, wie gehts, alles klar, alles gute,
        alles gute zum geburtstag, herzlichen glückwunsch, glückwunsch, frohe weihnachten, frohes neues,
        frohes neues jahr, guten rutsch, frohe ostern, viele grüße, liebe grüße, beste grüße,
        herzliche grüße, mit freundlichen grüßen, vielen dank, danke dir, besten dank,
        schönes wochenende, schönen tag, viel erfolg, viel glück, dies und das, alles mögliche,
        über alles mögliche, dies und jenes, gott und die welt, nichts besonderes, nichts neues,
        siehe oben, wie oben, guter kontakt, guter typ, guter eindruck, hände geschüttelt
    """,
    "fr": """
        j'ai, lui ai, rester en contact, restons en contact, reste en contact, on reste en contact,
        garder contact, gardons le contact, garder le contact, ravi de vous rencontrer,
        ravi de te rencontrer, ravie de vous rencontrer, ravi de vous avoir rencontré,
        content de te voir, contente de te voir, heureux de vous rencontrer, bonne discussion,
        belle discussion, bonne conversation, belle conversation, belle rencontre, bel échange,
        bon échange, bons échanges, échangé nos cartes, échange de cartes, échangé nos coordonnées,
        carte de visite, cartes de visite, fait connaissance, faire connaissance, de tout et de rien,
        pluie et beau temps, la pluie et le beau temps, à bientôt, à plus tard, au revoir, ça va,
        comment ça va, comment vas tu, joyeux anniversaire, bon anniversaire, joyeux noël, bonne année,
        bonnes fêtes, bonne journée, bonne soirée, bon week end, félicitations, bravo, merci beaucoup,
        bien à vous, bien cordialement, serré la main, connectés sur linkedin, ajouté sur linkedin,
        rien de spécial, voir ci dessus
    """,
    "es": """
        mucho gusto, un gusto, un placer, placer conocerte, placer conocerle, encantado de conocerte,
        encantada de conocerte, encantado de conocerle, gusto en conocerte, conocerte,
        estar en contacto, seguimos en contacto, mantener el contacto, mantengamos el contacto,
        nos mantenemos en contacto, estamos en contacto, buena charla, una charla, buena conversación,
        gran conversación, intercambiamos tarjetas, intercambio de tarjetas, tarjeta de visita,
        nos vemos, hasta luego, hasta pronto, buenos días, buenas tardes, buenas noches, qué tal,
        cómo estás, feliz cumpleaños, feliz navidad, feliz año, feliz año nuevo, felicidades,
        enhorabuena, muchas gracias, un abrazo, un saludo, de todo un poco, conectamos en linkedin,
        buena persona, buen tipo
    """,
    "it": """
        piacere di conoscerti, piacere di conoscerla, piacere, rimaniamo in contatto,
        restiamo in contatto, teniamoci in contatto, bella chiacchierata, una chiacchierata,
        bella conversazione, scambiato i biglietti da visita, scambiati i biglietti,
        biglietto da visita, biglietti da visita, a presto, ci vediamo, ci sentiamo, buongiorno,
        buonasera, come stai, come va, buon compleanno, buon natale, buon anno, auguri, congratulazioni,
        complimenti, grazie mille, del più e del meno, brava persona
    """,
    "pt": """
        prazer em conhecer, prazer em conhecê lo, prazer em conhecê la, muito prazer, manter contato,
        manter contacto, mantemos contacto, mantemos contato, ficamos em contacto, ficamos em contato,
        boa conversa, bom papo, trocamos cartões, troca de cartões, cartão de visita, até logo,
        até breve, bom dia, boa tarde, boa noite, tudo bem, feliz aniversário, parabéns, feliz natal,
        feliz ano novo, um abraço, muito legal, pessoa legal, cara legal, gente boa
    """,
    "nl": """
        leuk je te ontmoeten, leuk u te ontmoeten, te ontmoeten, kennis gemaakt, kennisgemaakt,
        kennismaking, leuke kennismaking, contact houden, houden contact, we houden contact,
        in contact blijven, goed gesprek, leuk gesprek, fijn gesprek, kaartjes uitgewisseld,
        visitekaartje, visitekaartjes, tot ziens, tot snel, goedemorgen, goedemiddag, goedenavond,
        hoe gaat het, gefeliciteerd, fijne verjaardag, fijne kerst, gelukkig nieuwjaar, prettige dag,
        met vriendelijke groet, dank je wel, dankjewel, koetjes en kalfjes, bijgepraat
    """,
    "sv da nb": """
        trevligt att träffas, kul att träffas, hålla kontakten, håller kontakten, höra av, vi hörs,
        vi ses, bra samtal, trevligt samtal, bytte visitkort, visitkort, grattis,
        grattis på födelsedagen, god jul, gott nytt år, tack så mycket, hyggeligt at møde,
        hyggelig å møte, holde kontakten, holder kontakten, god snak, god samtale, hyggelig prat,
        hyggelig samtale, byttede visitkort, byttet visittkort, visittkort, tillykke,
        tillykke med fødselsdagen, gratulerer, gratulerer med dagen, glædelig jul, godt nytår,
        godt nytt år, tusind tak, tusen takk, mange tak, vi snakkes
    """,
    "pl": """
        miło poznać, miło cię poznać, miło było poznać, bądźmy w kontakcie, pozostajemy w kontakcie,
        w kontakcie, dobra rozmowa, miła rozmowa, fajna rozmowa, ciekawa rozmowa,
        wymieniliśmy wizytówki, wymiana wizytówek, wizytówka, do zobaczenia, do usłyszenia, co słychać,
        jak się masz, wszystkiego najlepszego, wesołych świąt, szczęśliwego nowego roku, gratulacje,
        sto lat, dzień dobry, dobry wieczór, o wszystkim i o niczym, o niczym
    """,
}

# The same for scripts without spaces. Longer phrases win over shorter ones.
DENSE_STOCK = """
    はじめまして, 初めまして, よろしくお願いします, よろしくお願いいたします, よろしく,
    お会いできて嬉しいです, お会いできて嬉しかった, お会いできて光栄です, 名刺交換しました,
    名刺交換, 名刺を交換, 挨拶しました, 挨拶した, 挨拶だけ, ご挨拶, こんにちは, こんばんは,
    おはようございます, ありがとうございます, ありがとうございました, ありがとう, お疲れ様でした,
    お疲れ様です, お誕生日おめでとうございます, お誕生日おめでとう, おめでとうございます,
    おめでとう, あけまして, いい人でした, いい人です, いい人, 良い人でした, 良い人, について,
    でした, です, ました, ます, さん, 很高兴认识你, 很高兴认识您, 很高興認識你, 很高兴见到你,
    认识你很高兴, 保持联系, 保持聯繫, 交换名片, 交換名片, 换了名片, 你好, 您好, 谢谢, 謝謝, 多谢,
    再见, 生日快乐, 新年快乐, 恭喜, 不错的人, 好人, 聊得很开心, 만나서 반갑습니다,
    만나서 반가웠습니다, 반갑습니다, 반가웠어요, 안녕하세요, 감사합니다, 고맙습니다, 명함 교환,
    명함을 교환, 좋은 사람, 생일 축하합니다, 축하합니다, 연락하자, 연락해요, ยินดีที่ได้รู้จัก,
    สวัสดีครับ, สวัสดีค่ะ, สวัสดี, ขอบคุณครับ, ขอบคุณค่ะ, ขอบคุณ, สุขสันต์วันเกิด
"""

DENSE_FILLER = """
    なし 特になし 無し 无 無 没有 沒有 没什么 없음 없다 테스트 テスト 测试 測試 未定 ไม่มี
"""

# Letters that only hold a sentence together; alone they are no word.
DENSE_PARTICLES = "은는이가을를의에도와과로님的了吗呢吧我你是"

FILLER = """
    na tbd tba tbc todo nothing none asdf asdfg asdfgh asdfghjkl sdf qwe qwer qwert qwerty qwertz test
    testing tests lorem ipsum foo blah bla null nil nada nichts rien niente idem ditto dito xyz abc unknown
    dunno whatever misc various stuff things
"""
