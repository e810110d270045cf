"""What is said of each picture: alternative text, caption, credit. A name without a line here cannot be drawn."""



CAPTIONS: dict[str, tuple[str, str, str]] = {
    "pelabuhan-fajar": (
        "Derek pelabuhan dan kapal nelayan di bawah langit fajar jingga",
        "Kolam pelabuhan Bandar Senja menjelang matahari terbit.",
        "Arunika/Tio",
    ),
    "dermaga-perahu": (
        "Perahu kayu bercat cerah tertambat di dermaga pada tengah hari",
        "Perahu nelayan bersandar di dermaga rakyat Bandar Senja.",
        "Foto: Sekar Anindhita",
    ),
    "kapal-peti-kemas": (
        "Kapal besar bermuatan peti kemas warna-warni di laut terbuka",
        "Kapal peti kemas meninggalkan Teluk Lembayung.",
        "Layar Angin/Net",
    ),
    "mercusuar-senja": (
        "Mercusuar di atas karang pada saat senja",
        "Mercusuar Ujung Karang, penanda mulut Teluk Lembayung.",
        "Arunika/Tio",
    ),
    "kota-pagi": (
        "Gedung-gedung tinggi di tepi sungai pada pagi hari",
        "Nagarimba dilihat dari tepian Sungai Tembaga.",
        "Arunika/Tio",
    ),
    "kota-malam": ("Gedung-gedung dengan jendela menyala di bawah bulan", "Malam di pusat Nagarimba.", "Foto: Tio Maheswara"),
    "kota-hujan": (
        "Jalan kota basah oleh hujan, orang berpayung, dan sebuah trem",
        "Hujan sore di jalur trem Pasar Lama, Nagarimba.",
        "Arunika/Tio",
    ),
    "sawah-undak": ("Petak sawah berundak di bawah gunung", "Sawah berundak di Lembah Karuna.", "Foto: Lintang Paramitha"),
    "gunung-wangsit": (
        "Gunung api dengan kepulan asap dari puncaknya",
        "Gunung Wangsit mengepulkan asap tipis.",
        "Balai Cuaca/Net",
    ),
    "hutan-kabut": ("Lapisan pepohonan hutan yang hilang dalam kabut", "Kabut pagi di Hutan Rawi.", "Arunika/Lintang"),
    "danau-tenang": (
        "Danau tenang dengan satu perahu dan bayangannya",
        "Danau di kaki Gunung Wangsit tanpa angin.",
        "Arunika/Tio",
    ),
    "pasar-pagi": ("Deretan kios pasar beratap tenda bergaris", "Pasar pagi di Randuwangi.", "Foto: Sekar Anindhita"),
    "pasar-apung": (
        "Perahu-perahu penuh buah di pasar apung",
        "Pasar apung Muara Jingga sebelum matahari tinggi.",
        "Arunika/Sekar",
    ),
    "warung-kopi": ("Warung kopi malam hari diterangi lampion", "Warung kopi tepi jalan di Bandar Senja.", "Arunika/Tio"),
    "stadion-malam": (
        "Stadion penuh penonton di bawah lampu sorot",
        "Stadion Layar Kembang pada malam pertandingan.",
        "Foto: Yosua Rumandei",
    ),
    "lapangan-bola": (
        "Lapangan sepak bola dengan para pemain, dilihat dari atas",
        "Dua kesebelasan Liga Arunika di lapangan, dari udara.",
        "Liga Arunika/Net",
    ),
    "lari-maraton": (
        "Siluet para pelari di depan matahari terbit",
        "Pelari jarak jauh menyusuri Teluk Lembayung saat fajar.",
        "Arunika/Yosua",
    ),
    "bulu-tangkis": (
        "Raket dan kok bulu tangkis di atas lapangan hijau",
        "Raket dan kok di gelanggang Nagarimba.",
        "Foto: Yosua Rumandei",
    ),
    "dayung": ("Lima perahu dayung berlomba, dilihat dari atas", "Lomba dayung di Sungai Tembaga.", "Arunika/Yosua"),
    "mahkamah": ("Gedung pengadilan putih dengan deretan tiang", "Gedung Mahkamah Agung Arunika di Nagarimba.", "Arunika/Tio"),
    "timbangan": ("Timbangan keadilan berwarna emas di atas meja", "Timbangan, lambang pengadilan.", "Ilustrasi: Arunika"),
    "gedung-dewan": ("Gedung parlemen berkubah hijau dengan bendera", "Balai Rakyat di Nagarimba.", "Foto: Tio Maheswara"),
    "ruang-sidang": (
        "Ruang sidang dengan kursi melingkar setengah",
        "Ruang sidang pleno Balai Rakyat.",
        "Humas Balai Rakyat/Net",
    ),
    "kotak-suara": ("Tangan memasukkan kertas ke kotak suara", "Pemilih memasukkan surat suara.", "Ilustrasi: Arunika"),
    "grafik-naik": ("Grafik batang dengan garis yang menanjak", "Grafik yang menanjak.", "Ilustrasi: Arunika"),
    "grafik-donat": (
        "Grafik lingkaran berlubang dengan lima bagian dan keterangannya",
        "Pembagian dalam lima bagian.",
        "Ilustrasi: Arunika",
    ),
    "tambak-garam": (
        "Petak-petak tambak garam dengan kincir kecil",
        "Tambak garam di Pulau Garam Biru.",
        "Foto: Sekar Anindhita",
    ),
    "panel-surya": ("Deretan panel surya di bawah langit cerah", "Ladang surya di pinggir Lembah Karuna.", "Arunika/Lintang"),
    "kincir-angin": ("Turbin angin di bukit tepi laut", "Turbin angin di pesisir Ujung Karang.", "Layar Angin/Net"),
    "roket-luncur": (
        "Roket naik dari landasannya dengan lidah api",
        "Roket Merpati-3 lepas landas dari Pulau Kelana.",
        "Lembaga Langit/Net",
    ),
    "satelit": (
        "Satelit bersayap panel surya di atas planet biru",
        "Satelit di orbit rendah, dalam gambaran perupa.",
        "Ilustrasi: Lembaga Langit",
    ),
    "laptop-meja": ("Laptop, lampu, dan cangkir di atas meja kerja", "Meja kerja seorang pemrogram.", "Arunika/Lintang"),
    "peta-pulau": ("Peta kepulauan dengan rute bergaris putus", "Peta rute antarpulau.", "Grafis: Arunika"),
    "kereta-pesisir": ("Kereta melintas di tepi pantai", "Kereta pesisir jurusan Bandar Senja.", "Foto: Tio Maheswara"),
    "jembatan-gantung": ("Jembatan gantung di atas teluk saat senja", "Jembatan Lembayung menjelang malam.", "Arunika/Tio"),
    "batik-parang": ("Pola batik berupa gelombang miring", "Kain batik bermotif ombak tujuh.", "Museum Layar/Net"),
    "batik-kawung": ("Pola batik berupa bunga empat kelopak", "Kain batik empat kelopak dari Randuwangi.", "Arunika/Tio"),
    "tenun-geometri": ("Pola tenun berbentuk belah ketupat", "Tenun belah ketupat buatan Randuwangi.", "Foto: Tio Maheswara"),
    "panggung-wayang": (
        "Layar pertunjukan bayangan dengan dua tokoh berhadapan",
        "Pertunjukan bayangan pada Pekan Lembayung.",
        "Arunika/Tio",
    ),
    "potret-penulis": (
        "Potret datar seorang perempuan berambut sebahu di depan rak buku",
        "Potret seorang penulis.",
        "Ilustrasi: Arunika",
    ),
    "potret-nelayan": (
        "Potret datar seorang nelayan bercaping lebar di tepi laut",
        "Potret seorang nelayan.",
        "Ilustrasi: Arunika",
    ),
    "potret-ilmuwan": (
        "Potret datar seorang ilmuwan berkacamata dan berjas putih",
        "Potret seorang ilmuwan.",
        "Ilustrasi: Arunika",
    ),
    "perpustakaan": ("Rak buku tinggi dengan tangga", "Ruang baca Universitas Bandar Senja.", "Arunika/Tio"),
    "sekolah-desa": ("Sekolah desa dengan tiang bendera di halaman", "Sekolah dasar di Lembah Karuna.", "Foto: Sekar Anindhita"),
    "banjir-rumah": (
        "Rumah-rumah terendam banjir dan perahu karet berisi warga",
        "Warga dievakuasi dengan perahu karet di Muara Jingga.",
        "Foto: Sekar Anindhita",
    ),
    "penyu-pantai": ("Penyu di pantai di bawah cahaya bulan", "Penyu kembali ke laut di Pulau Tembikar.", "Arunika/Sekar"),
    "pasar-malam": ("Pasar malam dengan kincir ria menyala", "Pasar malam di tepi Sungai Tembaga.", "Arunika/Tio"),
    "kota-salju": ("Kota tua berkubah tertutup salju", "Kota tua Sankt Alder, ibu kota Merovar.", "Kabar Merovar/Net"),
    "padang-pasir": (
        "Kafilah unta melintasi bukit pasir",
        "Kafilah di gurun sebelah selatan Qasr Amun, Oruna.",
        "Kantor Berita Oruna/Net",
    ),
    "aurora": ("Cahaya utara di atas pondok kayu", "Cahaya utara di atas Norrevik.", "Norrevik Post/Net"),
    "panorama-teluk": (
        "Panorama teluk dengan gunung, kota, mercusuar, dan kapal-kapal",
        "Teluk Lembayung dari ujung ke ujung.",
        "Foto: Tio Maheswara",
    ),
    "sepeda-tembok": ("Sepeda bersandar pada tembok berwarna", "Sepeda di sebuah gang Randuwangi.", "Arunika/Tio"),
    "drone-ladang": ("Pesawat nirawak terbang di atas ladang", "Pesawat nirawak penyiram benih di Lembah Karuna.", "ITN/Net"),
    "piring-makan": (
        "Hidangan di atas meja makan, dilihat dari atas",
        "Hidangan makan siang dari dapur pesisir.",
        "Foto: Tio Maheswara",
    ),
}
