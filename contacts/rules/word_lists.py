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
    left uber, quit uber, joined uber, tiene tres, tienen tres, dort mal
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
        a conversation, accepted my invitation, accepted my request, accepted the invitation,
        accepted the request, added her on linkedin, added him on linkedin, added me on linkedin,
        added on linkedin, added them on linkedin, all kinds of things, all sorts, all sorts of things,
        all the best, appreciate it, as above, as before, as usual, at the conference, at the event,
        at the party, bare thanks, bare thx, be in touch, best regards, best wishes, brief conversation,
        brief talk, bumped into,
        business card, business cards, can't remember, cannot remember, cant remember, catch up, catching up,
        catchup, caught up, checking in, congrats, congratulations, connect on linkedin,
        connected on linkedin, connection request, crossed paths, don't know, don't remember, dont know,
        dont remember, exchanged business cards, exchanged cards, exchanged contact details, exchanged contacts,
        exchanged details, exchanged numbers, first impression, follow up, followed up, following up, forgot,
        gave me a card, gave me her card, gave me his card, gave me their card, get in touch, get to know,
        good afternoon, good company, good contact, good conversation, good energy, good evening, good fit,
        good impression, good luck, good meeting, good morning, good person, good talk, good talking, good time,
        good to catch up, good to connect, good to know, good to talk, good vibes, got her card, got his card,
        got their card, got to know, great contact, great conversation, great energy, great impression,
        great meeting, great talk, great talking, great time, great to connect, great to know, great to talk,
        had a drink, had a nice lunch, had coffee, had conversation, had dinner, had drinks, had fun, had lunch,
        hang out, happy anniversary, happy birthday, happy easter, happy holidays, happy new year,
        happy to connect, have a good day, have a great day, have a great weekend, have a nice day,
        have a nice weekend, hello world, hope all, hope all is well, hope to, hope you, how are things,
        how are you, how is it going, how's it going, how's life, hung out, idk, interesting conversation,
        introduced herself, introduced himself, introduced myself, introduced ourselves, just checking in,
        keep connected, keep in touch, keeping in touch, kind person, kind regards, later, let us connect,
        let's connect, lets connect, liked her post, liked his post, liked my pitch, liked my post,
        liked my talk, liked their post, linkedin request, long time no see, look forward, looking forward,
        looks forward, lots of things, lovely conversation, lovely meeting, many happy returns, many thanks,
        many things, meeting you, merry christmas, merry xmas, met up, more later, much appreciated,
        nice conversation, nice meeting, nice people, nice talk, nice talking, nice time, nice to connect,
        nice to know, nice to talk, no comment, no idea, no problem, no worries, not applicable, not much,
        not sure, nothing much, nothing new, nothing special, on the same page, ran into, reach out,
        reaching out, really kind, same as above, same wavelength, season's greetings, see above, see her again,
        see him again, see them again, see you, seeing you, seems cool, seems nice, send email, sent email,
        shook hands, short conversation, short talk, small talk, so kind, sounds good, speak again, speak soon,
        stay connected, stay in touch, stayed in touch, staying in touch, swapped business cards, swapped cards,
        swapped details, swapped numbers, take care, talk again, talk soon, thank you so much, this and that,
        to be continued, to see, took her card, took his card, took their card, touch base, touching base,
        useful contact, various things, various topics, very kind, warm regards, warmest regards,
        we exchanged cards, well deserved, well done, what's up, whats up, will call, will email,
        will follow up, will send a mail, will send an email, will send email, will text, will write,
        working at, working for, works as, works at, works for, worth keeping, worth knowing,
        you're welcome
    """,
    "de": """
        alles gute, alles gute zum geburtstag, alles klar, alles mögliche, arbeitet als, arbeitet bei,
        arbeitet für, auf bald, auf linkedin, auf linkedin vernetzt, auf wiedersehen,
        bei linkedin vernetzt, beste grüße, besten dank, bier getrunken, bis bald, bis dann, bis demnächst,
        bleiben in kontakt, bleiben in verbindung, danke dir, dich kennenzulernen, dies und das, dies und jenes,
        folgt, folgt noch, freue mich, freut mich, frohe ostern, frohe weihnachten, frohes neues,
        frohes neues jahr, geplaudert, geplauscht, gequatscht, glückwunsch, gott und die welt, gut unterhalten,
        gut verstanden, gute gespräche, gute zeit, guten abend, guten morgen, guten rutsch, guten tag,
        guter eindruck, guter kontakt, guter typ, gutes gespräch, hat mich gefreut, herzliche grüße,
        herzlichen glückwunsch, hände geschüttelt, hören voneinander, in kontakt bleiben, in verbindung bleiben,
        interessantes gespräch, kaffee getrunken, karte bekommen, karte erhalten, karte gegeben,
        karten ausgetauscht, karten getauscht, keine ahnung, kennen gelernt, kennen zu lernen, kennengelernt,
        kennenzulernen, kommt noch, kontakt halten, kontaktdaten ausgetauscht, kontakte ausgetauscht,
        kurz gequatscht, kurz gesprochen, kurz getroffen, kurz unterhalten, kurzes gespräch,
        lass uns in kontakt bleiben, liebe grüße, melde mich, melden uns, meldet sich, mit freundlichen grüßen,
        netter kontakt, nettes gespräch, nichts besonderes, nichts neues, nummern ausgetauscht, schönen tag,
        schönes gespräch, schönes wochenende, sehr erfreut, sie kennenzulernen, siehe oben, small talk,
        smalltalk, spannendes gespräch, spaß gehabt, später, tolles gespräch, vergessen, vernetzt, viel erfolg,
        viel glück, viele grüße, vielen dank, visitenkarte, visitenkarte bekommen, visitenkarte erhalten,
        visitenkarten, visitenkarten ausgetauscht, visitenkarten getauscht, war dabei, weiss nicht,
        weiß ich nicht, weiß nicht, wie geht es, wie geht's, wie gehts, wie oben, wir bleiben in kontakt,
        wir hören voneinander, wirkt nett, über alles mögliche, über linkedin vernetzt
    """,
    "fr": """
        ajouté sur linkedin, au revoir, aucune idée, bel échange, belle conversation, belle discussion,
        belle personne, belle rencontre, bien cordialement, bien à vous, bon anniversaire, bon contact,
        bon feeling, bon moment, bon week end, bon échange, bonne année, bonne conversation, bonne discussion,
        bonne journée, bonne soirée, bonnes fêtes, bons échanges, bravo, bu un verre, carte de visite,
        cartes de visite, comment vas tu, comment ça va, connectés sur linkedin, content de te voir,
        contente de te voir, de tout et de rien, faire connaissance, fait connaissance, félicitations,
        garder contact, garder le contact, gardons le contact, heureux de vous rencontrer, j'ai, je ne sais pas,
        joyeux anniversaire, joyeux noël, la pluie et le beau temps, lui ai, merci beaucoup,
        on reste en contact, on se rappelle, on se revoit, on se voit, oublié, pluie et beau temps,
        pris un café, quelqu'un de bien, ravi de te rencontrer, ravi de vous avoir rencontré,
        ravi de vous rencontrer, ravie de vous rencontrer, reste en contact, rester en contact,
        restons en contact, rien de spécial, sais pas, serré la main, travaille chez, travaille comme,
        voir ci dessus, à bientôt, à compléter, à plus tard, à suivre, ça va, échange de cartes,
        échangé nos cartes, échangé nos coordonnées
    """,
    "es": """
        buen contacto, buen rato, buen tipo, buena charla, buena conversación, buena gente, buena persona,
        buenas noches, buenas tardes, buenos días, conectamos en linkedin, conocerte, cómo estás,
        de todo un poco, encantada de conocerte, encantado de conocerle, encantado de conocerte, enhorabuena,
        estamos en contacto, estar en contacto, felicidades, feliz año, feliz año nuevo, feliz cumpleaños,
        feliz navidad, gran conversación, gusto en conocerte, hablamos pronto, hasta luego, hasta pronto,
        intercambiamos tarjetas, intercambio de tarjetas, mantener el contacto, mantengamos el contacto,
        muchas gracias, mucho gusto, ni idea, no me acuerdo, no sé, nos mantenemos en contacto, nos reímos,
        nos vemos, placer conocerle, placer conocerte, por completar, quedamos en hablar, qué tal,
        seguimos en contacto, tarjeta de visita, tomamos algo, tomamos un café, trabaja como, trabaja de,
        un abrazo, un gusto, un placer, un saludo, una charla
    """,
    "it": """
        a presto, auguri, bel momento, bella chiacchierata, bella conversazione, biglietti da visita,
        biglietto da visita, brava persona, buon anno, buon compleanno, buon contatto, buon natale, buonasera,
        buongiorno, ci risentiamo, ci sentiamo, ci vediamo, come stai, come va, complimenti, congratulazioni,
        del più e del meno, grazie mille, lavora come, lavora per, nessuna idea, non ricordo, non so,
        piacere, piacere di conoscerla, piacere di conoscerti, preso un caffè, restiamo in contatto,
        rimaniamo in contatto, scambiati i biglietti, scambiato i biglietti da visita, teniamoci in contatto,
        una chiacchierata
    """,
    "pt": """
        até breve, até logo, boa conversa, boa noite, boa tarde, bom contacto, bom contato, bom dia, bom papo,
        cara legal, cartão de visita, falamos em breve, feliz aniversário, feliz ano novo, feliz natal,
        ficamos em contacto, ficamos em contato, gente boa, mantemos contacto, mantemos contato,
        manter contacto, manter contato, muito legal, muito prazer, não me lembro, não sei, parabéns,
        pessoa legal, prazer em conhecer, prazer em conhecê la, prazer em conhecê lo, sem ideia,
        tomamos um café, trabalha como, troca de cartões,
        trocamos cartões, tudo bem, um abraço
    """,
    "nl": """
        aardige vent, biertje gedronken, bijgepraat, contact houden, dank je wel, dankjewel, fijn gesprek,
        fijne kerst, fijne verjaardag, geen idee, gefeliciteerd, gelukkig nieuwjaar, goed contact, goed gesprek,
        goedemiddag, goedemorgen, goedenavond, hoe gaat het, houden contact, in contact blijven,
        kaartjes uitgewisseld, kennis gemaakt, kennisgemaakt, kennismaking, koetjes en kalfjes,
        koffie gedronken, leuk gesprek, leuk je te ontmoeten, leuk mens, leuk u te ontmoeten,
        leuke kennismaking, leuke vent, met vriendelijke groet, prettige dag, spreken elkaar snel, te ontmoeten,
        tot snel, tot ziens, visitekaartje, visitekaartjes, we houden contact, weet ik niet, weet niet,
        werkt als, werkt bij, werkt in
    """,
    "sv da nb": """
        arbejder hos, arbejder som, arbetar på, bra samtal, bytte visitkort, byttede visitkort,
        byttet visittkort, glædelig jul, god fyr, god jul, god samtale, god snak, godt nytt år, godt nytår,
        gott nytt år, grattis, grattis på födelsedagen, gratulerer, gratulerer med dagen, holde kontakten,
        holder kontakten, hyggelig fyr, hyggelig prat, hyggelig samtale, hyggelig å møte, hyggeligt at møde,
        hålla kontakten, håller kontakten, höra av, ingen anelse, ingen aning, jobbar på, jobbar som, jobber i,
        jobber som, jättetrevlig, kjempehyggelig, kul att träffas, mange tak, mega flink, tack så mycket,
        tillykke, tillykke med fødselsdagen, tog en kaffe, tog en öl, trevlig kille, trevlig tjej,
        trevligt att träffas, trevligt samtal, tusen takk, tusind tak, ved det ikke, ved ikke, vet ikke,
        vet inte, vi hörs, vi ses, vi snakkes, visitkort, visittkort
    """,
    "pl": """
        bądźmy w kontakcie, ciekawa rozmowa, co słychać, do usłyszenia, do zobaczenia, dobra rozmowa,
        dobry kontakt, dobry wieczór, dzień dobry, fajna rozmowa, fajny człowiek, fajny gość, gratulacje,
        jak się masz, miła rozmowa, miło było poznać, miło cię poznać, miło poznać, nie pamiętam, nie wiem,
        o niczym, o wszystkim i o niczym, odezwę się, pozostajemy w kontakcie, pracuje jako, sto lat,
        super człowiek, szczęśliwego nowego roku, w kontakcie, wesołych świąt, wizytówka,
        wszystkiego najlepszego, wymiana wizytówek, wymieniliśmy wizytówki, wypiliśmy kawę
    """,
}

# The same for scripts without spaces. Longer phrases win over shorter ones.
DENSE_STOCK = """
    はじめまして, 初めまして, よろしくお願いします, よろしくお願いいたします, よろしく,
    お会いできて嬉しいです, お会いできて嬉しかった, お会いできて光栄です, 名刺交換しました, 名刺交換,
    名刺を交換, 挨拶しました, 挨拶した, 挨拶だけ, ご挨拶, こんにちは, こんばんは, おはようございます,
    ありがとうございます, ありがとうございました, ありがとう, お疲れ様でした, お疲れ様です,
    お誕生日おめでとうございます, お誕生日おめでとう, おめでとうございます, おめでとう, あけまして,
    いい人でした, いい人です, いい人, いい方でした, いい方, とても, 楽しかったです, 楽しかった,
    わからない, 分からない, 忘れた, また会いましょう, またね, 良い人でした, 良い人, について, でした,
    です, ました, ます, さん, 很高兴认识你, 很高兴认识您, 很高興認識你, 很高兴见到你, 认识你很高兴,
    保持联系, 保持聯繫, 交换名片, 交換名片, 换了名片, 你好, 您好, 谢谢, 謝謝, 多谢, 再见, 生日快乐,
    新年快乐, 恭喜, 不错的人, 很好的人, 好的人, 不知道, 忘了, 待补充, 聊得不错, 好人, 聊得很开心,
    만나서 반갑습니다, 만나서 반가웠습니다, 반갑습니다, 반가웠어요, 안녕하세요, 감사합니다, 고맙습니다,
    명함 교환, 명함을 교환, 좋은 사람, 좋은 분, 친절한 사람, 친절한 분, 모르겠음, 잘 모름,
    생일 축하합니다, 축하합니다, 연락하자, 연락해요, ยินดีที่ได้รู้จัก, สวัสดีครับ, สวัสดีค่ะ, สวัสดี,
    ขอบคุณครับ, ขอบคุณค่ะ, ขอบคุณ, สุขสันต์วันเกิด
"""

DENSE_FILLER = """
    なし 特になし 無し 无 無 没有 沒有 没什么 없음 없다 테스트 テスト 测试 測試 未定 ไม่มี
"""

# Letters that only hold a sentence together; alone they are no word.
DENSE_PARTICLES = "은는이가을를의에도와과로님的了吗呢吧我你是"

FILLER = """
    na tbd tba tbc todo none asdf asdfg asdfgh asdfghjkl sdf qwe qwer qwert qwerty qwertz test testing tests lorem ipsum
    foo blah bla null nil idem ditto dito xyz abc unknown dunno
"""

# Empty as well, but words that somebody chose: a poor topic, and no missing one.
VAGUE = "whatever misc various stuff things everything anything"
# Alone they are no topic; "nothing much" is one, and a poor one.
NOTHING = "nothing nada nichts rien niente"

# What people note of a like or a greeting that says nothing. The first make one, alone or with words of the second.
GREETINGS = """
    like likes liked reacted reaction reactions emoji thumbs wish wishes wished greeting greetings greeted congratulated
    congratulation congratulating birthday bday xmas christmas easter newyear compliment compliments complimented praise
    praised endorsed commented thankyou geburtstagsgruß geburtstagsgrüße geburtstagswünsche geburtstag geburtstagskarte
    weihnachtsgrüße weihnachtskarte weihnachten neujahrsgrüße ostergrüße gratuliert gratulation glückwünsche likte
    geliked anniversaire voeux félicité félicitation cumpleaños felicitación felicité navidad compleanno natale
    aniversário felicitei verjaardag gefeliciteerd kerstkaart födelsedag fødselsdag grattade urodziny życzenia
"""
AROUND_GREETINGS = """
    sent send sending wrote write message note card post posts photo picture update status story comment commented
    left gave bare stock standard automatic automated default usual quick simple only new year years job role position
    title promotion work anniversary season seasons holiday holidays linkedin facebook instagram whatsapp profile
    article up him her them geschickt gesendet karte neuen job jahr carte carta tarjeta cartão kaart kort
"""

# Verbs and nouns of talking: "we talked about supply chains" tells of the topic alone.
TALKING = """
    talked talk spoke spoken discussed chatted conversation discussion about gesprochen geredet unterhalten
    diskutiert gespräch gespräche ging parlé discuté échangé hablamos hablado charlamos conversamos platicamos
    parlato discusso chiacchierato falamos falado gesproken gepraat hadden gehad pratade pratat talade snakkede
    snakket talte snakka rozmawialiśmy rozmawiałem rozmawiałam rozmowa говорили поговорили обсудили обсуждали
    беседовали общались розмовляли обговорили konuştuk konustuk görüştük μιλήσαμε συζητήσαμε تحدثنا تكلمنا
    ناقشنا דיברנו שוחחנו mluvili povídali bavili über
"""
