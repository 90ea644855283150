using Microsoft.Data.Sqlite;

namespace CryptoPay.Grains.Tests.Customers;

/// <summary>The files of a house whose silo is closed, as an operator copies them.</summary>
internal static class HouseFiles
{
    extension(House house)
    {
        public string Beside(string file) => Path.Combine(Path.GetDirectoryName(house.DatabasePath)!, file);

        /// <returns>The folder that they were copied to.</returns>
        public string Backup()
        {
            var backup = Directory.CreateDirectory(house.Beside("backup")).FullName;
            foreach (var file in Directory.GetFiles(house.Beside(""), "*.db"))
                File.Copy(file, Path.Combine(backup, Path.GetFileName(file)));
            return backup;
        }

        public void Restore(string backup, string except)
        {
            SqliteConnection.ClearAllPools();
            foreach (var file in Directory.GetFiles(backup).Where(file => Path.GetFileName(file) is var name
                && name != except && name != "sandbox.db"))
            {
                File.Copy(file, house.Beside(Path.GetFileName(file)), overwrite: true);
            }
        }
    }
}
