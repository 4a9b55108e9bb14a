"""More words that say nothing by themselves, by language: a second shelf of ``word_lists``, under the same rules.

Languages in Latin letters stand here mostly as phrases: one language's empty word is another one's fact.
"""

STOP_WORDS = {
    "ru": """
        и в во на с со по о об от до за из у к ко не ни но а же ли бы это этот эта эти тот та те что как где когда
        кто мы я ты вы он она они оно его её их ему ей им мой моя мои мне меня тебя вас нас нам вам себя свой своя
        был была было были быть есть очень так тоже также ещё уже только или для при про под над между если то чтобы
        потому всё все всегда сегодня сейчас теперь там тут здесь вот да нет ну человек люди сказал сказала говорили
        поговорили разговаривали общались пообщались беседовали встретились виделись привет пока спасибо пожалуйста
    """,
    "uk": """
        і й та в у на з із зі по про від до за не ні але а ж чи би це цей ця ці той що як де коли хто ми я ти ви він
        вона вони воно його її їх йому їй мій моя мої мені мене тебе вас нас нам вам себе свій своя був була було
        були бути є дуже так теж також ще вже тільки або для при під над між якщо щоб все всі завжди сьогодні зараз
        тут там ось людина люди сказав сказала говорили поговорили спілкувалися зустрілися привіт дякую будь ласка
    """,
    "el": """
        ο η το οι τα του της των τον την τους τις στο στη στην στον στους στις στα και ή να θα δεν μη μην με σε για
        από ως που πως ότι αυτό αυτός αυτή εγώ εσύ εμείς εσείς μου σου μας σας είναι ήταν είμαι είχε έχω πολύ πάρα
        πιο επίσης εδώ εκεί σήμερα τώρα πάντα ναι όχι άνθρωπος άτομο μιλήσαμε είπαμε είπε γεια ευχαριστώ
    """,
    "ar": """
        في من إلى على عن مع هذا هذه ذلك تلك هو هي هم نحن أنا أنت أو ثم لا لم لن ما قد كان كانت كل جدا جداً أيضا أيضاً
        هنا هناك اليوم الآن دائما نعم شخص إنسان رجل تحدثنا تكلمنا قال قالت مرحبا شكرا شكراً والسلام
    """,
    "he": """
        של את על עם אל מן או אבל כי אם זה זאת זו הוא היא הם הן אני אתה אנחנו אותו אותה שלי שלו שלה לי לו לה לא כן
        היה היתה הייתה היו מאוד גם רק עוד כבר כאן שם היום עכשיו תמיד איש אדם בנאדם דיברנו אמר אמרה שלום היי תודה רבה
    """,
    "hi": """
        का की के में से को ने पर और या कि यह वह ये वे मैं हम तुम आप उसका उसकी उनका उनकी मेरा मेरी है हैं था थी थे हूँ हो रहा रही रहे
        बहुत भी ही तो यहाँ वहाँ आज अब हमेशा हाँ नहीं इंसान व्यक्ति आदमी बात बातें कहा नमस्ते धन्यवाद शुक्रिया जी एक कुछ साथ
    """,
    "tr": """
        ve bir bu şu için ile çok daha gibi biz siz onlar benim onun bana ona değil mi mı evet hayır şimdi bugün
        insan biri kişi konuştuk sohbet ettik merhaba selam teşekkürler
    """,
    "cs": """
        jsem jsi jsme jste jsou byl byla bylo byli není jako také taky velmi moc nebo ale když který která které
        jeho její jejich mluvili povídali ahoj dobrý díky děkuji člověk
    """,
    "id": """
        untuk dengan ini itu juga sudah sangat sekali banget saya mereka tidak adalah orangnya
    """,
}

PRAISE = {
    "en": """
        professional passionate driven inspired energetic genuine humble welcoming engaging insightful thoughtful
        witty hilarious polite courteous outgoing motivated dedicated remarkable outstanding phenomenal stunning
        admirable lively cheerful easygoing personable affable sociable chatty competent capable respectful
        attentive entertaining gracious
    """,
    "de": """
        inspirierend inspirierende inspirierender motivierend motivierende kompetent kompetente kompetenter
        professionell professionelle professioneller herzlich herzliche herzlicher humorvoll lustig lustige lustiger
        angenehmer freundlicher freundliches hilfsbereit höflich aufgeschlossen engagiert engagierte beeindruckend
        beeindruckende beeindruckender großartig großartige großartiger wunderbar wunderbare wunderbarer
        hervorragend cool coole cooler witzig witzige intelligent intelligente schlau klug kluge
    """,
    "fr": """
        inspirant inspirante passionné passionnée passionnant passionnante professionnel professionnelle compétent
        compétente souriant souriante chaleureux chaleureuse drôle adorable incroyable merveilleux merveilleuse
        enrichissant enrichissante dynamique bienveillant bienveillante intelligent intelligente brillant brillante
        cool plaisant accessible
    """,
    "es": """
        profesional simpáticos excelente estupendo estupenda maravilloso maravillosa encantador encantadora
        divertido divertida inspirador inspiradora increíble cercano cercana educado educada atento atenta
        inteligente carismático carismática buenísimo buenísima majísimo majísima lindo chévere
    """,
    "it": """
        professionale squisito squisita fantastico fantastica meraviglioso meravigliosa divertente disponibile
        cordiale educato educata bravissimo bravissima simpaticissimo simpaticissima eccellente stimolante ispirante
        carino intelligente brillante competente gentilissimo gentilissima
    """,
    "pt": """
        profissional incrível maravilhoso maravilhosa fantástico fantástica excelente divertido divertida querido
        querida educado educada inteligente inspirador inspiradora simpático competente gentilíssimo fofo fofa
        genial
    """,
    "nl": """
        inspirerend inspirerende professioneel professionele vriendelijk vriendelijke enthousiast enthousiaste
        grappig grappige prettig prettige slim slimme geweldig geweldige fantastisch fantastische bijzonder
        bijzondere lief lieve tof toffe
    """,
    "sv da nb": """
        trevliga duktig duktiga dygtig dygtige flinke sympatisk sympatiska rar rare rart söt sød sødt underbar
        härlig härligt inspirerande inspirerende proffsig dejlig dejligt rolig roligt morsom morsomt sjov sjovt
        imponerande imponerende fantastisk
    """,
    "pl": """
        świetny świetna świetne świetnie wspaniały wspaniała profesjonalny profesjonalna profesjonalnie inspirujący
        inspirująca interesujący interesująca uprzejmy uprzejma życzliwy życzliwa zabawny zabawna mądry mądra
        inteligentny inteligentna kompetentny kompetentna przesympatyczny przesympatyczna przemiły przemiła
    """,
    "ru": """
        приятный приятная приятно приятное хороший хорошая хорошо хорошее отличный отличная отлично отличное
        интересный интересная интересно интересное классный классная классно супер милый милая добрый добрая умный
        умная весёлый весёлая крутой крутая прекрасный прекрасная прекрасно замечательный замечательная замечательно
        душевный душевная вежливый вежливая рад рада парень собеседник собеседница профессионал здорово круто
        общительный общительная харизматичный открытый позитивный
    """,
    "uk": """
        приємна приємний приємно приємне гарний гарна гарно гарне хороший хороша добре чудовий чудова чудово цікавий
        цікава цікаво цікаве класний класна класно мила милий розумний розумна весела веселий радий рада хлопець
        співрозмовник супер щирий щира
    """,
    "el": """
        καλός καλή καλό καλά ωραίος ωραία ωραίο συμπαθητικός συμπαθητική συμπαθής ευχάριστος ευχάριστη ευχάριστο
        ευγενικός ευγενική ενδιαφέρων ενδιαφέρουσα ενδιαφέρον υπέροχος υπέροχη τέλειος τέλεια φοβερός φοβερή
        χαρούμενος έξυπνος έξυπνη
    """,
    "ar": """
        لطيف لطيفة رائع رائعة ممتع ممتعة ممتاز ممتازة جيد جيدة طيب طيبة جميل جميلة مثير للاهتمام ودود ودودة محترم
        محترمة ذكي ذكية خلوق مميز مميزة
    """,
    "he": """
        נחמד נחמדה טוב טובה טובים מצוין מצוינת מעניין מעניינת מקסים מקסימה חמוד חמודה נעים נעימה מדהים מדהימה כיף
        אדיב אדיבה מקצועי מקצועית חכם חכמה
    """,
    "hi": """
        अच्छा अच्छी अच्छे बढ़िया शानदार बेहतरीन मजेदार दिलचस्प मिलनसार सुंदर प्यारा प्यारी
    """,
    "tr": """
        iyi güzel tatlı hoş harika süper memnun keyifli sempatik kibar nazik muhteşem mükemmel başarılı samimi
    """,
    "cs": """
        milý příjemný příjemná příjemné skvělý skvělá skvělé zajímavý zajímavá zajímavé hezký hezké sympatický
        sympatická chytrý chytrá úžasný úžasná
    """,
}

STOCK_PHRASES = {
    "en": """
        a legend, good egg, we vibed, we hit it off straight away, put a face to the name, a face to the name,
        will update, will add more, to my professional network, like to add you, add you to my network, great asset,
        all good, all fine, no complaints, tbh, rain check, raincheck, on my radar, keep on my radar, on the radar,
        pick up again, worth a coffee, worth a call, worth a follow up, do a call, jump on a call, hop on a call,
        set up a call, get on a call, like a house on fire, would chat again, round two, see email, see mail,
        see my email, see notes, a chat, quick chat, brief chat, cool chat, friendly chat, fun chat, good chat,
        good chats, great chat, great chats, interesting chat, little chat, long chat, lovely chat, nice chat,
        nice chats, pleasant chat, short chat, small chat, on my wavelength, a blast, a true leader,
        a natural leader, be useful, be helpful, best person, could be useful, do coffee, do lunch,
        do lunch sometime, do this again, exchanged linkedin, fun evening, fun night, get a coffee, get coffee,
        good crowd, good evening together, good to have, grab a beer, grab a coffee, grab a drink, grab coffee,
        grab drinks, grab lunch, great background, great crowd, great evening, great fit, great leader,
        great listener, great network, great night, great smile, happy to help, human being, impressive background,
        impressive career, interesting background, keep him in mind, keep her in mind, keep them in mind, last time,
        lorem ipsum dolor sit amet, lovely evening, might be useful, natural leader, new contact, nice background,
        nice crowd, nice evening, nice smile, no news, no notes, nothing to add, nothing to note, nothing to report,
        one of the good ones, one of the best, one of the most, one of the nicest, people person, pleasure talking,
        pleasure to meet, potential client, potential customer, potential lead, potential partner,
        same as last time, some day, something about work, thanks for connecting, for connecting, the usual,
        to collaborate, to work together, true leader, warm person, we clicked, we got on, we got on well,
        we hit it off, well connected, work together, working together, would love to collaborate,
        would love to work together, one day
    """,
    "de": """
        bleibe dran, dran bleiben, dranbleiben, daumen hoch, gern geschehen, gerne geschehen, s o, so weit so gut,
        läuft, alles gut, alles bestens, im auge behalten, wir telefonieren, telefonieren mal, wir schreiben uns,
        meine karte gegeben, ihm meine karte, ihr meine karte, karte überreicht, siehe mail, siehe e mail,
        auf einer wellenlänge, auf einen kaffee, bier trinken, einen kaffee trinken, guter abend, guter mensch,
        gutes gefühl, kaffee trinken, kennen lernen dürfen, lieber mensch, melde mich nächste woche,
        mal einen kaffee, nette person, netter abend, netter mensch, nix, nix neues, noch nachtragen,
        gesprächspartner, gesprächspartnerin, persönlichkeit, schöner abend, sympathischer mensch, tolle frau,
        toller abend, toller mensch, viel gelacht, viel spaß, viel spaß gehabt, wir haben uns gut verstanden,
        wird ergänzt, zusammenarbeiten, gute frau, guter mann, netter kerl, guter kerl, wieder treffen, wiedersehen,
        unbedingt dranbleiben, in verbindung, lass uns, lasst uns, keine angabe
    """,
    "fr": """
        on s'appelle, on s'écrit, bonne continuation, comme tout, tout va bien, rien à signaler, à garder en tête,
        à suivre, donné ma carte, le courant est passé, courant est passé, voir mail, longueur d'onde, à revoir,
        à recontacter, à rappeler, au plaisir, bel homme, belle ambiance, belle énergie, bonne ambiance,
        bonne énergie, bonne entente, bonne impression, bonne personne, boire un verre, contact à garder,
        de te revoir, de vous revoir, d'avoir fait sa connaissance, fait sa connaissance, grande dame, j'ai adoré,
        néant, on a bien rigolé, bien rigolé, bien ri, on se tient au courant, prendre un café,
        quelqu'un de très bien, ras, rencontre sympathique, se tenir au courant, se tient au courant, super contact,
        super échange, très bonne rencontre, une femme formidable, un homme formidable, une femme inspirante,
        échange intéressant, une femme, se recontacte, se recroise
    """,
    "es": """
        nos llamamos, nos escribimos, ya nos llamamos, todo en orden, un encanto, un amor, una pasada,
        di mi tarjeta, le di mi tarjeta, dado mi tarjeta, ver correo, a ver si, buen profesional, buena energía,
        buena onda, buena vibra, buena impresión, caímos bien, contacto interesante, excelente contacto,
        fue un placer, gran contacto, gran persona, gran profesional, gran tipo, hablaremos pronto, la pasamos bien,
        lo pasamos bien, lo pasamos genial, me cayó bien, muy buena gente, nada especial, nos caímos bien,
        nos lo pasamos, nos pasamos los contactos, pasamos los contactos, persona maravillosa,
        quedamos para un café, quedar para un café, sin novedad, sin novedades, tomar un café, tomar algo, un crack,
        una crack, volveremos a vernos, vernos pronto, ya hablaremos, rato agradable
    """,
    "it": """
        ci chiamiamo, ci scriviamo, tutto a posto, una meraviglia, un tesoro, un amore, dato il mio biglietto,
        ho dato il mio biglietto, dato il biglietto, lasciato il biglietto, vedi mail, bella energia, bella persona,
        bella serata, bel contatto, ci siamo divertiti, contatto interessante, è stato un piacere, stato un piacere,
        gran persona, grande energia, grande persona, mi ha fatto piacere, niente di che, nulla, nulla di nuovo,
        ottimo contatto, ottimo professionista, persona squisita, prendere un caffè, prendiamo un caffè,
        restare in contatto, resteremo in contatto, scambio di biglietti, scambio di contatti, serata piacevole,
        siamo divertiti, vediamoci presto
    """,
    "pt": """
        a gente se fala, a gente se vê, se fala, nos falamos, tudo certo, um amor, uma simpatia, um doce,
        dei o meu cartão, dei meu cartão, ver email, adorei conhecer, adorei a conversa, adorei o papo, boa energia,
        boa gente, boa onda, boa vibe, bom bate papo, bom profissional, conversa boa, conversa agradável,
        foi um prazer, gostei de conhecer, gente boa demais, grande pessoa, grande profissional, manter o contacto,
        manter o contato, marcar um café, nada de especial, nada de novo, ótima conversa, ótimo contato, ótimo papo,
        pessoa incrível, pessoa maravilhosa, sem novidades, super gente boa, tomar um café, trocamos contatos,
        vamos falando, vamos marcar
    """,
    "nl": """
        we bellen, we mailen, we appen, een schat van een mens, een schat, alles goed, mijn kaartje gegeven,
        kaartje gegeven, zie mail, biertje drinken, fijn mens, fijne avond, gezellige avond, goede energie,
        goede klik, goede vibe, kop koffie, kopje koffie, koffie drinken, leuke avond, leuke klik, leuke vrouw,
        niets bijzonders, nogmaals afspreken, niks, prettig persoon, prettige kennismaking, prettig gesprek, topper,
        visitekaartje gekregen, we hadden een klik, leuk contact, blijven in contact
    """,
    "sv da nb": """
        vi ringer, vi skriver, vi ringes, vi hörs av, alt godt, allt bra, gav honom mitt kort, gav henne mitt kort,
        ga ham kortet mitt, gav ham mit kort, mitt kort, mit kort, se mail, bra kontakt, bra kille, bra kväll,
        bra person, bra prat, bra snack, bra tjej, fin fyr, fin person, fint samtal, god energi, god kontakt,
        godt menneske, hyggelig aften, hyggelig kveld, hyggeligt menneske, härlig person, ingenting, inget,
        ingenting særlig, ikke noe, intet, intressant person, koselig prat, kul kväll, roligt samtal, rolig kväll,
        sød og rar, ta en fika, tage en kaffe, ta en kaffe, trevlig kväll, trevligt samtal, vi holder kontakten,
        vi håller kontakten
    """,
    "pl": """
        zdzwonimy się, odezwiemy się, wszystko ok, wszystko dobrze, do usłyszenia wkrótce, dałem mu wizytówkę,
        dałam mu wizytówkę, dałem jej wizytówkę, dałem wizytówkę, dałam wizytówkę, wziąłem wizytówkę, bez zmian,
        będziemy w kontakcie, było miło, do zobaczenia wkrótce, dobry człowiek, dobry gość, fajna babka,
        miłe spotkanie, miły wieczór, miło spędzony czas, na kawę, nic, nic nowego, przyjemna rozmowa, super babka,
        super gość, super facet, super osoba, świetna rozmowa, świetny człowiek, świetny kontakt,
        umówiliśmy się na kawę, wpadnij na kawę, zostajemy w kontakcie
    """,
    "ru": """
        созвонимся, спишемся, увидимся, всё хорошо, все хорошо, не пропадай, дал ему визитку, дал ей визитку,
        дала ему визитку, дала визитку, дал визитку, взяла визитку, отлично пообщались, будем на связи, на связи,
        остаёмся на связи, было приятно познакомиться, приятно познакомиться, рад знакомству, рада знакомству,
        рад был познакомиться, познакомились, обменялись визитками, обменялись контактами, обменялись номерами,
        взял визитку, визитка, до скорого, до встречи, до свидания, до связи, хорошо поговорили, хороший разговор,
        приятный разговор, интересный разговор, приятная беседа, классная девушка, приятная девушка,
        классный парень, отличный парень, ничего, ничего особенного, ничего нового, не помню, не знаю, как обычно,
        спасибо за встречу, за встречу, обо всём, обо всём понемногу, о том о сём, выпили кофе, попить кофе,
        хорошо провели время, отлично провели время, хороший контакт, полезный контакт, полезное знакомство,
        с днём рождения, с новым годом, всего доброго, всего хорошего, произвёл хорошее впечатление
    """,
    "uk": """
        на зв'язку, будемо на зв'язку, залишаємося на зв'язку, було приємно познайомитися, приємно познайомитися,
        радий знайомству, рада знайомству, обмінялися візитками, обмінялися контактами, до зустрічі, до побачення,
        гарна розмова, приємна розмова, цікава розмова, нічого, нічого особливого, не пам'ятаю, не знаю,
        випили кави, гарно провели час, корисний контакт, з днем народження, з новим роком
    """,
    "el": """
        χάρηκα για τη γνωριμία, χάρηκα, για τη γνωριμία, τα λέμε, τα λέμε σύντομα, θα τα πούμε, μένουμε σε επαφή,
        σε επαφή, ευχάριστη κουβέντα, ωραία κουβέντα, καλή κουβέντα, ωραία συζήτηση, καλή συζήτηση, τίποτα,
        τίποτα ιδιαίτερο, δεν θυμάμαι, δεν ξέρω, ανταλλάξαμε κάρτες, ήπιαμε καφέ, χρόνια πολλά, περάσαμε ωραία
    """,
    "ar": """
        سنتحدث لاحقا, نتحدث لاحقا, سنتواصل, كل شيء جيد, إن شاء الله, أعطيته بطاقتي, أعطيتها بطاقتي, رجل محترم,
        سعدت بلقائك, سعدت بلقائه, سعدت بلقائها, سررت بلقائك, تشرفت بمعرفتك, تشرفنا, نبقى على تواصل, على تواصل,
        سنبقى على تواصل, لا شيء, لا يوجد, حديث ممتع, محادثة ممتعة, محادثة جيدة, حديث جيد, حديث شيق,
        تبادلنا البطاقات, تبادلنا الأرقام, إلى اللقاء, مع السلامة, عيد ميلاد سعيد, لا أذكر, شربنا القهوة, وقت ممتع,
        كان لقاء رائعا, لقاء جميل
    """,
    "he": """
        היה נעים להכיר, נעים להכיר, נעים מאוד, נשמור על קשר, נהיה בקשר, בקשר, שיחה טובה, שיחה נעימה, שיחה מעניינת,
        כלום, שום דבר, לא זוכר, לא יודע, החלפנו כרטיסים, החלפנו טלפונים, שתינו קפה, יום הולדת שמח, להתראות, נתראה,
        היה כיף
    """,
    "hi": """
        आपसे मिलकर अच्छा लगा, मिलकर अच्छा लगा, मिलकर खुशी हुई, संपर्क में रहेंगे, संपर्क में, अच्छी बातचीत, बातचीत हुई, बातचीत,
        कुछ नहीं, फिर मिलेंगे, पता नहीं, कार्ड दिया, चाय पी, जन्मदिन मुबारक, जन्मदिन की शुभकामनाएँ
    """,
    "tr": """
        konuşuruz, ararız, yazışırız, her şey yolunda, görüşmek dileğiyle, kartımı verdim, kart verdim,
        kartını aldım, tanıştığıma memnun oldum, tanıştığımıza memnun oldum, memnun oldum, iletişimde kalalım,
        iletişimde kalacağız, görüşürüz, görüşmek üzere, güzel sohbet, keyifli sohbet, iyi biri, iyi insan,
        tatlı insan, kartvizit aldık, kartvizit aldım, kartvizit değiştirdik, kart değiştik, yok, bir şey yok,
        hiçbir şey, bilmiyorum, hatırlamıyorum, kahve içtik, kahve içelim, iyi ki doğdun, doğum günün kutlu olsun,
        teşekkür ederim, haberleşiriz, irtibatta kalalım
    """,
    "cs": """
        zůstaneme v kontaktu, budeme v kontaktu, v kontaktu, rád jsem vás poznal, ráda jsem vás poznala, rád poznal,
        těší mě, vyměnili jsme si vizitky, vyměnili vizitky, na shledanou, nic, nic nového, nevím, velmi milá,
        velmi milý, milá paní, milý pán, milá osoba, skvělý člověk, příjemný rozhovor, zajímavý rozhovor,
        dali jsme kávu, všechno nejlepší, uvidíme se, ozvu se
    """,
    "vi": """
        rất dễ thương, dễ thương, rất vui được gặp bạn, rất vui được gặp, vui được gặp bạn, rất vui, giữ liên lạc,
        sẽ liên lạc, cảm ơn, cảm ơn bạn, người tốt, rất tốt, tốt bụng, thân thiện, rất thân thiện, không có gì,
        không có, nói chuyện vui, nói chuyện thú vị, thú vị, trao đổi danh thiếp, hẹn gặp lại, chúc mừng sinh nhật,
        uống cà phê, không nhớ, không biết
    """,
    "id": """
        baik sekali, orang baik, orangnya baik, orang yang baik, ramah sekali, sangat ramah, sangat baik,
        senang bertemu dengan anda, senang bertemu, senang berkenalan, tetap berhubungan, jaga komunikasi,
        terima kasih, terima kasih banyak, ngobrol seru, obrolan seru, obrolan yang menyenangkan, menyenangkan,
        tidak ada, tukar kartu nama, kartu nama, sampai jumpa, selamat ulang tahun, minum kopi, tidak tahu
    """,
    "fi": """
        mukava ihminen, tosi mukava, mukava tyyppi, oli kiva tavata, kiva tavata, oli mukava tavata, mukava tavata,
        pidetään yhteyttä, ollaan yhteydessä, hyvä juttelu, hyvä keskustelu, vaihdettiin kortit, ei mitään,
        en muista, en tiedä, nähdään, kiitos, hyvää syntymäpäivää
    """,
    "hu": """
        nagyon kedves ember, nagyon kedves, kedves ember, örülök hogy találkoztunk, örülök hogy megismertem,
        tartsuk a kapcsolatot, kapcsolatban maradunk, jó beszélgetés, jót beszélgettünk, névjegyet cseréltünk,
        semmi, nem tudom, nem emlékszem, viszlát, köszönöm, boldog születésnapot, jó fej
    """,
    "ro": """
        foarte simpatică, foarte simpatic, foarte amabil, foarte amabilă, mi a părut bine, părut bine,
        încântat de cunoștință, încântată de cunoștință, păstrăm legătura, ținem legătura, discuție plăcută,
        conversație plăcută, persoană plăcută, om de treabă, am schimbat cărți de vizită, nimic, nu știu,
        nu țin minte, mulțumesc, la revedere, la mulți ani
    """,
}

# The same for scripts without spaces.
DENSE_STOCK = """
    太棒了, 太好了, 电话联系, 微信联系, 邮件联系, 再约, 改天约, 小伙子, 小姑娘, 不错的小伙子, 帅哥, 美女, 大神,
    牛人, 最高でした, 最高, ご連絡します, またご連絡します, 良いご縁, ご縁, 頼もしい, 参考になった,
    참 좋은 분이셨다, 좋은 분이셨다, 좋은 분이셨음, 참 좋은, 참 좋았다, 최고, 대박, 굿, 연락드릴게요, 연락드리겠음,
    연락하겠습니다, 연락 예정, 다음에 연락, 给了他我的名片, 给了她我的名片, 我的名片, 给了名片, 递了名片, 名片,
    聊得非常投机, 很投机, 投机, 期待下次见面, 期待下次, 期待, 重要的联系人, 重要联系人, 联系人, 人特别好, 人非常好,
    特别好, 名刺を渡した, 名刺を渡しました, 名刺をもらった, 名刺をいただいた, 名刺, 大事な人脈, 人脈, 話しやすい人,
    話しやすい方, 話しやすい, 素敵な出会い, 良い出会い, いい出会い, 出会い, 近いうちに, 近いうち, 明るい,
    礼儀正しい, 즐거운 만남, 만남이었고, 좋은 만남, 곧 다시 뵙고 싶다, 뵙고 싶다, 다시 뵙, 인상이 참 좋으심,
    인상이 좋으심, 참 좋으심, 좋으심, 좋으신 분, 명함을 드림, 명함 드림, 명함 받음, 명함을 받음, 명함, 중요한 인맥,
    인맥, 중요한 분, 중요한 사람, 성격 좋음, 성격이 좋음, 我们聊了, 我們聊了, 聊了聊, 聊到, 聊了, 谈了, 谈到, 談了,
    談到, 说到, 讨论了, 討論了, 关于, 關於, 她是一个, 他是一个, 是一个, 是个, 一个, 非常优秀的人, 非常优秀,
    优秀的人, 很优秀的人, 优秀, 非常, 希望, 下次, 真的, 特别, 感觉, 以后, 多多联系, について話しました,
    について話した, について話す, 話しました, 話した, 話をした, お話ししたい, お話しした, お話し, 話したい,
    お会いしたい, 会いたい, 本当に, すごく, 印象的, 印象が良い, 印象が良かった, 素晴らしい方, 素晴らしい人,
    素晴らしい, と思います, と思った, また, 楽しい, 嬉しい, 素敵, 優しい, 面白い, 에 대해 이야기했다,
    에 대해 이야기함, 에 대해 얘기했다, 에 대해, 에 관해, 이야기했다, 이야기함, 이야기를 나눴다, 이야기 나눔,
    얘기했다, 얘기함, 분이었고, 분이었다, 분이셨다, 사람이었다, 다시 만나고 싶다, 다시 만나고 싶은, 만나고 싶다,
    다시, 대화를 나눴다, 대화를 나눔, 유쾌한 대화, 聊得很愉快, 聊得愉快, 聊得很好, 聊得来, 相谈甚欢, 很愉快, 愉快,
    非常友善的人, 非常友善, 很友善, 友善, 非常友好, 很友好, 友好, 加了微信, 互加微信, 加微信, 留了电话, 下次再聊,
    下次再见, 改天再聊, 有空再聊, 再聊, 合作愉快, 期待合作, 期待再见, 有意思的人, 很有意思, 有趣的人, 很有趣,
    很专业, 非常专业, 很聪明, 很厉害, 很棒, 非常棒, 挺好的, 挺好, 人很好, 人不错, 人挺好, 非常好, 很不错, 不错,
    以后联系, 常联系, 多联系, 再联系, 印象很好, 印象深刻, 印象不错, 幸会, 久仰, 很热情, 热情, 随和, 健谈, 很优秀,
    很高兴, 高兴认识, 认识了, 见了面, 见面了, 打了招呼, 打招呼, 喝了咖啡, 一起喝咖啡, 吃了饭, 很开心, 随便聊聊,
    闲聊, 聊了很多, 聊了一会, 暂无, 以后再说, 以后补充, 祝好, 保重, 朋友, 優秀, 很親切, 親切, 熱情, 聊得很開心,
    感じのいい方, 感じのいい人, 感じの良い方, 感じの良い人, 感じがいい, 感じが良い, 素敵な人, 素敵な方, 優しい方,
    優しい人, 優しかった, 面白い人, 面白い方, 面白かった, 親切な人, 親切な方, 丁寧な方, 丁寧な人, 優秀な方,
    優秀な人, すごい人, すごい方, 良い方, 気さくな方, 気さくな人, 気さく, 明るい人, 明るい方, 楽しい時間, 楽しい人,
    楽しい方, 楽しく話せた, 有意義な時間, 有意義, お会いできて光栄, 光栄, 今後ともよろしく, 今後とも, いたします,
    お願い, 話が盛り上がった, 盛り上がった, 盛り上がりました, またお会いしましょう, また話しましょう, また会いたい,
    また今度, また連絡します, また連絡する, 連絡します, 連絡先を交換, 連絡先交換, 連絡を取り合う, 勉強になりました,
    勉強になった, 刺激を受けた, 刺激的, だった, でした, 雑談, 世間話, 特に無し, 後で書く, あとで書く,
    飲みに行きましょう, 飲みに行こう, コーヒーを飲んだ, 정말, 매우, 아주, 너무, 친절, 유쾌함, 유쾌하심, 유쾌한,
    정말 좋은 분, 좋은 분, 좋은 사람, 좋은 인연, 좋은 시간, 좋은 대화, 즐거운 대화, 즐거운 시간, 유익한 시간,
    유익한 대화, 재미있는 사람, 재미있는 분, 재밌는 분, 재밌는 사람, 친절하심, 친절하신 분, 친절하신, 친절하다,
    친절함, 멋진 분, 멋진 사람, 계속 연락해요, 계속 연락하기로, 연락하고 지내요, 연락하기로 함, 연락드리겠습니다,
    연락할게요, 다음에 또 봐요, 다음에 또 만나요, 다음에 봐요, 또 만나요, 또 봐요, 다음에 커피, 커피 한잔,
    커피 마심, 반가웠습니다, 반가웠음, 반가웠다, 인사함, 인사만, 인사 나눔, 만나서 반가움, 인상 깊었다, 인상 좋음,
    인상이 좋았다, 대화가 즐거웠다, 즐거웠습니다, 즐거웠다, 잘 부탁드립니다, 특별한 것 없음, 별거 없음, 기억 안 남,
    생일 축하해, คนดี, น่ารัก, น่ารักมาก, คุยสนุก, ใจดี, ใจดีมาก, ยินดีที่ได้พบ, แลกนามบัตร, ติดต่อกัน, แล้วเจอกัน
"""

DENSE_FILLER = """
    暂无 待定 略 同上 特になし 未記入 미정 해당없음 무 ไม่รู้
"""

# Letters that only hold a sentence together; alone they are no word.
DENSE_PARTICLES = "人很聊谈都也在他她们和跟就好"
